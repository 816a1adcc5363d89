import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { settingsSections } from '../route.ts';
import type { SettingsSection } from '../route.ts';
import { sectionTitleId } from './section.tsx';

/** The section at the top of what is in sight, and the way to another. */
export function useCurrentSection(
  scroller: RefObject<HTMLElement | null>,
  wanted: SettingsSection | undefined,
  isReady: boolean,
) {
  const [current, setCurrent] = useState(wanted);
  const shownAt = useRef<number>(undefined);

  const find = useCallback(() => {
    const place = scroller.current;
    // Near the end a section that was asked for cannot come to the top, and is the current one all the same.
    if (place === null || place.scrollTop === shownAt.current) return;
    shownAt.current = undefined;
    const sections = settingsSections.filter(
      (section) => document.getElementById(sectionTitleId(section)) !== null,
    );
    const isAtEnd =
      place.scrollTop > 0 && place.scrollTop + place.clientHeight >= place.scrollHeight - 1;
    const line = place.getBoundingClientRect().top + place.clientHeight / 3;
    const above = sections.filter((section) => titleTop(section) <= line);
    setCurrent((isAtEnd ? sections : above).at(-1) ?? sections[0]);
  }, [scroller]);

  const show = useCallback(
    (section: SettingsSection) => {
      const title = document.getElementById(sectionTitleId(section));
      title?.scrollIntoView();
      title?.focus({ preventScroll: true });
      shownAt.current = scroller.current?.scrollTop;
      setCurrent(section);
    },
    [scroller],
  );

  // An address that names a section leads there, at once or as soon as there are settings.
  useEffect(() => {
    if (!isReady) return;
    if (wanted === undefined) find();
    else show(wanted);
  }, [wanted, isReady, find, show]);

  return { current, find, show };
}

function titleTop(section: SettingsSection): number {
  const title = document.getElementById(sectionTitleId(section));
  return title?.getBoundingClientRect().top ?? Infinity;
}
