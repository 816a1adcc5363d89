import 'i18next';
import type core from './core/de.json';
import type later from './en-later.json';
import type en from './en.json';

/** A key that is not in the file is a type error. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en & typeof later; core: typeof core };
  }
}
