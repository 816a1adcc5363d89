import { expect, test } from 'vitest';
import { titleFrom } from './title-from.ts';

test.each([
  ['What time is it in Berlin?', '', 'What time is it in Berlin?'],
  ['Explain monads. Be brief.', '', 'Explain monads'],
  ['# Plan\n\nwrite it', '', 'Plan'],
  ['hi', 'Hello, how can I help you today?', 'Hello, how can I help you today?'],
  ['hi', '', 'hi'],
  ['What is 6 * 7 * 2?', '', 'What is 6 * 7 * 2?'],
  ['Is **this** _really_ `snake_case_here`?', '', 'Is this really snake_case_here?'],
  ['', '', ''],
  ['see [this page](https://example.com/x) please now', '', 'see this page please now'],
  ['```ts\nconst x = 1\n```\nWhat does this do exactly?', '', 'const x = 1'],
  ['日本の首都はどこですか？教えてください。', '', '日本の首都はどこですか？教えてください'],
])('%j and %j give %j', (question, answer, title) => {
  expect(titleFrom(question, answer)).toBe(title);
});

test('long questions are cut at a word', () => {
  const title = titleFrom(
    'Please compare the three best known ways of keeping a large list fast in a browser',
  );
  expect(title).toBe('Please compare the three best known ways of keeping a large…');
});

test('of an endless answer only the beginning is read', () => {
  // Looked at whole, this would keep the process busy for hours.
  expect(titleFrom('hi', `Hello there. ${'['.repeat(1_000_000)}`)).toBe('Hello there');
});
