import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { RefCallback, UIEventHandler } from 'react';
import { followsAfterScroll, topAfterPrepend } from './follow-scroll.ts';

/** Half a second where nothing is in the way: so long a smooth scroll takes. */
const jumpFrames = 30;

export interface FollowEnd {
  readonly scroller: RefCallback<HTMLElement>;
  readonly content: RefCallback<HTMLElement>;
  readonly onScroll: UIEventHandler<HTMLElement>;
  readonly isFollowing: boolean;
  readonly jumpToEnd: () => void;
  /** What is about to change above or below it must not move it, until the reader scrolls. */
  readonly keepInPlace: (element: HTMLElement | null) => void;
}

/**
 * Keeps the end in view while the reader is there, and what they see in place when they are not.
 * `firstId` is what stands at the top of the content.
 */
export function useFollowEnd(firstId: string | undefined): FollowEnd {
  const [isFollowing, setFollowing] = useState(true);
  const scrollerRef = useRef<HTMLElement | null>(null);
  // What was true of the view at the last scroll or change of size.
  const seen = useRef({ isFollowing: true, top: 0, height: 0, firstId });

  /** Until then what scrolls it is no wish of the reader. */
  const framesLeft = useRef(0);
  const kept = useRef<{ readonly element: HTMLElement; readonly top: number } | null>(null);

  const settle = useCallback(() => {
    const element = scrollerRef.current;
    if (element === null) return;
    if (kept.current !== null) {
      element.scrollTop += kept.current.element.getBoundingClientRect().top - kept.current.top;
    } else if (seen.current.isFollowing) element.scrollTop = element.scrollHeight;
    seen.current.top = element.scrollTop;
    seen.current.height = element.scrollHeight;
  }, []);

  const watchSize = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return;
      const observer = new ResizeObserver(settle);
      observer.observe(element);
      return () => observer.disconnect();
    },
    [settle],
  );

  const scroller = useCallback(
    (element: HTMLElement | null) => {
      scrollerRef.current = element;
      return watchSize(element);
    },
    [watchSize],
  );

  useLayoutEffect(() => {
    const element = scrollerRef.current;
    const before = seen.current;
    const hasPrepended = before.firstId !== firstId && before.firstId !== undefined;
    if (element !== null && hasPrepended && !before.isFollowing) {
      element.scrollTop = topAfterPrepend(before.top, before.height, element.scrollHeight);
    }
    before.firstId = firstId;
    settle();
  }, [firstId, settle]);

  const onScroll = useCallback<UIEventHandler<HTMLElement>>(
    ({ currentTarget }) => {
      if (framesLeft.current > 0) return settle();
      const { scrollTop: top, scrollHeight, clientHeight } = currentTarget;
      if (Math.abs(top - seen.current.top) > 1) kept.current = null;
      const next = followsAfterScroll({
        isFollowing: seen.current.isFollowing,
        previousTop: seen.current.top,
        top,
        toEnd: scrollHeight - clientHeight - top,
      });
      seen.current = { ...seen.current, isFollowing: next, top, height: scrollHeight };
      setFollowing(next);
    },
    [settle],
  );

  const keepInPlace = useCallback((element: HTMLElement | null) => {
    kept.current = element && { element, top: element.getBoundingClientRect().top };
  }, []);

  const jumpToEnd = useCallback(() => {
    kept.current = null;
    seen.current.isFollowing = true;
    setFollowing(true);
    settle();
    // A smooth scroll by keyboard that was under way ends with this, but steps of it may come after.
    framesLeft.current = jumpFrames;
    countFrames(framesLeft);
  }, [settle]);

  return { scroller, content: watchSize, onScroll, isFollowing, jumpToEnd, keepInPlace };
}

const inputs = ['keydown', 'pointerdown', 'wheel', 'touchstart'] as const;

/** Down to 0, and at once where the reader does something: what scrolls then is their wish. */
function countFrames(left: { current: number }): void {
  const over = new AbortController();
  const stop = () => {
    left.current = 0;
  };
  for (const type of inputs)
    addEventListener(type, stop, { capture: true, passive: true, signal: over.signal });
  const count = () => {
    left.current--;
    if (left.current > 0) requestAnimationFrame(count);
    else over.abort();
  };
  requestAnimationFrame(count);
}
