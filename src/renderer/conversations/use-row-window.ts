import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { RefCallback, UIEventHandler } from 'react';
import { rowWindow } from './row-window.ts';
import type { RowWindow } from './row-window.ts';

export interface RowWindowView {
  readonly window: RowWindow;
  readonly rowHeight: number;
  readonly scroller: RefCallback<HTMLElement>;
  /** A row that nobody sees, to measure: rows follow the size of the text, and whether fingers touch them. */
  readonly probe: RefCallback<HTMLElement>;
  readonly onScroll: UIEventHandler<HTMLElement>;
}

/** Which rows of a long list are in view. */
export function useRowWindow(): RowWindowView {
  const [rowHeight, setRowHeight] = useState(32);
  const [window, setWindow] = useState<RowWindow>({ first: 0, end: 60 });
  const element = useRef<HTMLElement | null>(null);

  const look = useCallback(() => {
    if (element.current === null) return;
    const { scrollTop: top, clientHeight: height } = element.current;
    const next = rowWindow({ top, height, rowHeight });
    setWindow((now) => (now.first === next.first && now.end === next.end ? now : next));
  }, [rowHeight]);

  useLayoutEffect(look, [look]);

  const scroller = useCallback(
    (node: HTMLElement | null) => {
      element.current = node;
      return node === null ? undefined : onResize(node, look);
    },
    [look],
  );

  const probe = useCallback((node: HTMLElement | null) => {
    if (node === null) return;
    const measure = () => {
      // Nothing has a height in a place that is not drawn.
      if (node.offsetHeight > 0) setRowHeight(node.offsetHeight);
    };
    measure();
    return onResize(node, measure);
  }, []);

  return { window, rowHeight, scroller, probe, onScroll: look };
}

function onResize(node: HTMLElement, callback: () => void): () => void {
  const observer = new ResizeObserver(callback);
  observer.observe(node);
  return () => observer.disconnect();
}
