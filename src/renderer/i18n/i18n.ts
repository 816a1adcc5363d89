import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { languageOf } from './choose-locale.ts';
import type { Language } from './choose-locale.ts';
import type core from './core/de.json';
import coreInEnglish from './core/en.json';
import type later from './en-later.json';
import en from './en.json';

interface Words {
  readonly translation: typeof en & typeof later;
  /** For what the core says, see `say-core.ts`. */
  readonly core: typeof core;
}

/** A language but English is fetched when it is wanted: three more files, and one line here. */
const fetchWords: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Words>>> = {
  de: async () => {
    const [first, rest, core] = await Promise.all([
      import('./de.json'),
      import('./de-later.json'),
      import('./core/de.json'),
    ]);
    return { translation: { ...first.default, ...rest.default }, core: core.default };
  },
};

let wantedLocale = '';

/** Every sentence of the page. Should its language not be there, it speaks English for now. */
export async function startI18n(locale: string): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en, core: coreInEnglish } },
    // React escapes what it draws.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await setLocale(locale).catch(() => undefined);
}

let laterWords: Promise<void> | undefined;

/** The English words of all that comes after the first paint; `late` asks for them. Rejects if they cannot be had now. */
export function addLaterWords(): Promise<void> {
  laterWords ??= import('./en-later.json').then(
    (words) => void i18next.addResourceBundle('en', 'translation', words.default, true),
    (error: unknown) => {
      laterWords = undefined;
      throw error;
    },
  );
  return laterWords;
}

/** Changes the language of the whole page, without a reload. Rejects if its words cannot be had now. */
export async function setLocale(locale: string): Promise<void> {
  wantedLocale = locale;
  const language = languageOf(locale) ?? 'en';
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation')) {
    const words = await fetchWords[language]();
    i18next.addResourceBundle(language, 'translation', words.translation);
    i18next.addResourceBundle(language, 'core', words.core);
  }
  // The last one asked for counts, however long its words took.
  if (wantedLocale !== locale) return;
  document.documentElement.lang = locale;
  if (i18next.language !== locale) await i18next.changeLanguage(locale);
}
