import { expect, test } from 'vitest';
import { matchesTitle } from './matches-title.ts';

test.each([
  ['Straße nach Zürich', 'zurich', true],
  ['Straße nach Zürich', 'STRASSE', true],
  ['Straße nach Zürich', '  nach  str ', true],
  ['Straße nach Zürich', 'zürich bern', false],
  ['100 % of_it', '%', true],
  ['Nothing special', '%', false],
  ['Nothing special', '_', false],
  ['İstanbul', 'istanbul', true],
  ['Anything', '', true],
])('%j has %j: %j', (title, query, expected) => {
  expect(matchesTitle(title, query)).toBe(expected);
});
