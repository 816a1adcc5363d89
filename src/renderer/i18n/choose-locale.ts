import type { Appearance } from '../../shared/contract/settings.ts';

/** Those the page has words in. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/**
 * The locale of the page, such as `de-AT`: words in the language that is set, and dates and numbers as
 * the computer has them in that language. `wanted` is what the browser says, the dearest first.
 */
export function chooseLocale(setting: Appearance['language'], wanted: readonly string[]): string {
  const mine = wanted.find((locale) => {
    const language = languageOf(locale);
    return language !== undefined && (setting === 'system' || language === setting);
  });
  return mine ?? (setting === 'system' ? 'en' : setting);
}

/** undefined: none of ours, or no locale at all, as some systems report (`en-US@posix`). */
export function languageOf(locale: string): Language | undefined {
  try {
    const { language } = new Intl.Locale(locale);
    return languages.find((known) => known === language);
  } catch {
    return undefined;
  }
}
