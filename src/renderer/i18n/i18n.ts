import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json';

/** Every sentence of the page. A language is one more file here. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    // React escapes what it draws.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
}
