import { useCallback, useEffect, useState } from 'react';
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

  const find = useCallback(() => {
    const place = scroller.current;
    if (place === null) return;
    const sections = settingsSections.filter(
      (section) => document.getElementById(sectionTitleId(section)) !== null,
    );
    const isAtEnd =
      place.scrollTop > 0 && place.scrollTop + place.clientHeight >= place.scrollHeight - 1;
    const line = place.getBoundingClientRect().top + place.clientHeight / 3;
    const above = sections.filter((section) => titleTop(section) <= line);
    setCurrent((isAtEnd ? sections : above).at(-1) ?? sections[0]);
  }, [scroller]);

  const show = useCallback((section: SettingsSection) => {
    const title = document.getElementById(sectionTitleId(section));
    title?.scrollIntoView();
    title?.focus({ preventScroll: true });
    setCurrent(section);
  }, []);

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
