import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { settingsSections } from '../route.ts';
import type { SettingsSection } from '../route.ts';
import { sectionTitleId } from './section.tsx';

/** How far below the top, in pixels, a section begins to be the current one. */
const lineAt = 100;

/** What a person does to go elsewhere, or to change what stands there. */
const ownMoves = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/** The section at the top of what is in sight, and the way to another. */
export function useCurrentSection(
  scroller: RefObject<HTMLElement | null>,
  wanted: SettingsSection | undefined,
  isReady: boolean,
) {
  const [current, setCurrent] = useState(wanted);
  // The one that was asked for, until the person does something: near the end it cannot come to the
  // top and is the current one all the same, and it is shown again when what arrives later moves it.
  const held = useRef<SettingsSection>(undefined);

  const find = useCallback(() => {
    const place = scroller.current;
    if (place === null || held.current !== undefined) return;
    const sections = settingsSections.filter((section) => titleOf(section) !== null);
    const isAtEnd =
      place.scrollTop > 0 && place.scrollTop + place.clientHeight >= place.scrollHeight - 1;
    const line = place.getBoundingClientRect().top + lineAt;
    const above = sections.filter((section) => topOf(section) <= line);
    setCurrent((isAtEnd ? sections : above).at(-1) ?? sections[0]);
  }, [scroller]);

  const show = useCallback((section: SettingsSection) => {
    const title = titleOf(section);
    title?.scrollIntoView();
    title?.focus({ preventScroll: true });
    held.current = section;
    setCurrent(section);
  }, []);

  // An address that names a section leads there, at once or as soon as there are settings.
  useEffect(() => {
    if (!isReady) return;
    held.current = undefined;
    if (wanted === undefined) find();
    else show(wanted);
  }, [wanted, isReady, find, show]);

  useEffect(() => {
    const content = scroller.current?.firstElementChild;
    if (content == null) return undefined;
    const release = () => void (held.current = undefined);
    const observer = new ResizeObserver(() => {
      if (held.current !== undefined) titleOf(held.current)?.scrollIntoView();
    });
    observer.observe(content);
    for (const type of ownMoves) addEventListener(type, release, { capture: true, passive: true });
    return () => {
      observer.disconnect();
      for (const type of ownMoves) removeEventListener(type, release, { capture: true });
    };
  }, [scroller]);

  return { current, find, show };
}

function titleOf(section: SettingsSection): HTMLElement | null {
  return document.getElementById(sectionTitleId(section));
}

function topOf(section: SettingsSection): number {
  return titleOf(section)?.getBoundingClientRect().top ?? Infinity;
}
