import 'i18next';
import type en from './en.json';

/** A key that is not in the file is a type error. */
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}
