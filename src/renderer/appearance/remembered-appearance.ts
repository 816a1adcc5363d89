import type { Appearance } from '../../shared/contract/settings.ts';
import { parseRecord } from '../parse-record.ts';

const key = 'tina.appearance';

/** How the page looks until the settings are there. */
const initial: Appearance = {
  theme: 'system',
  contrast: 'system',
  fontSize: 15,
  language: 'system',
};

/**
 * What the page looked like last, so that it does not begin in other colours or another language: the
 * settings come over the bridge, and the first paint does not wait for them.
 */
export function rememberedAppearance(): Appearance {
  return parseAppearance(readText());
}

/** Whether this browser, or window, has shown the page before. */
export function hasBeenHere(): boolean {
  return readText() !== null;
}

export function rememberAppearance(appearance: Appearance): void {
  try {
    localStorage.setItem(key, JSON.stringify(appearance));
  } catch {
    // A browser without storage begins with the looks of the computer.
  }
}

/** Whatever is not one of ours is as the computer has it. */
export function parseAppearance(text: string | null): Appearance {
  const found = parseRecord(text);
  const { theme, contrast, fontSize, language } = found;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : initial.theme,
    contrast: contrast === 'high' ? contrast : initial.contrast,
    fontSize:
      typeof fontSize === 'number' && fontSize >= 12 && fontSize <= 22
        ? fontSize
        : initial.fontSize,
    language: language === 'en' || language === 'de' ? language : initial.language,
  };
}

function readText(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
