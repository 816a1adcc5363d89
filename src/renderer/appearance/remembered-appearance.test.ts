import { expect, test } from 'vitest';
import { settingsSchema } from '../../shared/contract/settings.ts';
import { parseAppearance } from './remembered-appearance.ts';

const initial = settingsSchema.parse({}).appearance;

test('what was remembered is what the page begins with', () => {
  const looks = { theme: 'dark', contrast: 'high', fontSize: 20, language: 'de' };
  expect(parseAppearance(JSON.stringify(looks))).toEqual(looks);
});

test.each([
  null,
  '',
  'x',
  '[]',
  '3',
  '{"theme":"pink","contrast":1,"fontSize":99,"language":"fr"}',
])('%j is no memory: the page begins as it does the first time', (text) => {
  expect(parseAppearance(text)).toEqual(initial);
});
