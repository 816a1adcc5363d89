import { expect, test } from 'vitest';
import { chooseLocale } from './choose-locale.ts';

test.each([
  ['system', ['fr-FR', 'de-AT', 'en'], 'de-AT'],
  ['system', ['en-GB', 'de'], 'en-GB'],
  ['system', ['fr', 'ja'], 'en'],
  ['system', [], 'en'],
  ['system', ['en-US@posix', '', 'de-CH'], 'de-CH'],
  ['de', ['en-US', 'de-CH'], 'de-CH'],
  ['de', ['en-US'], 'de'],
  ['en', ['de-DE'], 'en'],
] as const)('%s where the browser says %j is %s', (setting, wanted, locale) => {
  expect(chooseLocale(setting, wanted)).toBe(locale);
});
