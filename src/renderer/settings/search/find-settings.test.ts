import { expect, test } from 'vitest';
import { findSettings } from './find-settings.ts';

const entries = [
  { id: 'theme', section: 'appearance', words: 'Appearance Theme Light or dark. colour night' },
  { id: 'fontSize', section: 'appearance', words: 'Aussehen Textgröße Schrift' },
  { id: 'language', section: 'general', words: 'General Language of this page' },
] as const;

test.each([
  ['', ['theme', 'fontSize', 'language']],
  ['   ', ['theme', 'fontSize', 'language']],
  ['DARK', ['theme']],
  ['night theme', ['theme']],
  ['textgrosse', ['fontSize']],
  ['Größe', ['fontSize']],
  ['theme language', []],
  ['nothing like it', []],
])('“%s” finds %j', (query, ids) => {
  expect(findSettings(entries, query).map(({ id }) => id)).toEqual(ids);
});
