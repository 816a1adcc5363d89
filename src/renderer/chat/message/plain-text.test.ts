import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test.each([
  ['words', 'Some **bold** and `code` &amp; more', 'Some bold and code & more'],
  ['a heading and a paragraph', '# Title\n\nText\ngoes on', 'Title\n\nText\ngoes on'],
  ['lists in lists', '1. one\n   - a\n   - b\n2. two', '1. one\n   - a\n   - b\n2. two'],
  ['a task', '- [x] done', '- done'],
  ['code', '```ts\nconst a = 1;\n```', 'const a = 1;'],
  ['a table', '| a | b |\n|---|---|\n| 1 | **2** |', 'a\tb\n1\t2'],
  ['a quote', '> said\n> so', 'said\nso'],
  [
    'links',
    '[here](https://a.example/) <https://b.example/>',
    'here (https://a.example/) https://b.example/',
  ],
  ['marks that were meant', '5 \\* 3 < 20', '5 * 3 < 20'],
])('%s', (_, markdown, text) => {
  expect(plainText(markdown)).toBe(text);
});

test('what nobody would nest so deep does not break it', () => {
  expect(plainText('> '.repeat(2000) + 'deep')).toContain('deep');
});
