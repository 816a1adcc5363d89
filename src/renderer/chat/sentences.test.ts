import { expect, test } from 'vitest';
import { createSentences } from './sentences.ts';

/** What is said of a text that arrives letter by letter, and then ends. */
function heard(text: string): string[] {
  const sentences = createSentences('en', 'Code.');
  const said: string[] = [];
  for (let length = 1; length <= text.length; length++)
    said.push(sentences.take(text.slice(0, length)));
  said.push(sentences.rest(text));
  return said.filter((each) => each !== '');
}

test('a sentence is said when the next one begins, and the last one at the end', () => {
  expect(heard('It began. Then it went on, for 3.5 hours. It ended')).toEqual([
    'It began.',
    'Then it went on, for 3.5 hours.',
    'It ended',
  ]);
});

test('nothing is said twice', () => {
  const text = 'One. Two! Three? '.repeat(20);
  expect(heard(text).join(' ')).toBe(text.trim());
});

test('headings, points and paragraphs end with their line, without their marks', () => {
  expect(
    heard('## A plan\n\n- **first** thing\n- [second](https://example.com) one\n\nDone.'),
  ).toEqual(['A plan', 'first thing', 'second one', 'Done.']);
});

test('code is named and not read', () => {
  expect(heard('Try this:\n\n```js\nlet a = 1;\nb.c();\n```\n\nIt works.')).toEqual([
    'Try this:',
    'Code.',
    'It works.',
  ]);
});

test('pieces that come in bursts are said together', () => {
  const sentences = createSentences('en', 'Code.');
  expect(sentences.take('One. Two. Thr')).toBe('One. Two.');
  expect(sentences.take('One. Two. Three. Four')).toBe('Three.');
  expect(sentences.rest('One. Two. Three. Four')).toBe('Four');
  expect(sentences.rest('One. Two. Three. Four')).toBe('');
});
