import { expect, test } from 'vitest';
import { fuzzyScore } from './fuzzy-score.ts';

const texts = [
  'New conversation',
  'Rename this conversation',
  'Show the newest message',
  'Theme: dark',
  'Größe des Texts',
];

/** What a query finds, the best first. */
function found(query: string): string[] {
  return texts
    .flatMap((text) => {
      const score = fuzzyScore(text, query);
      return score === null ? [] : [{ text, score }];
    })
    .toSorted((one, other) => other.score - one.score)
    .map(({ text }) => text);
}

test('beginnings before what stands within, the shorter before the longer', () => {
  expect(found('new')).toEqual(['New conversation', 'Show the newest message']);
  expect(found('conv')).toEqual(['New conversation', 'Rename this conversation']);
  expect(found('ark')).toEqual(['Theme: dark']);
});

test('every word counts, in any order, without case and accents', () => {
  expect(found('DARK theme')).toEqual(['Theme: dark']);
  expect(found('grosse')).toEqual(['Größe des Texts']);
  expect(found('dark light')).toEqual([]);
});

test('letters in order, from the beginning of a word', () => {
  expect(found('rnm')).toEqual(['Rename this conversation']);
  expect(found('td')).toContain('Theme: dark');
  expect(found('zz')).toEqual([]);
});

test('an empty query is answered by everything', () => {
  expect(found(' ')).toHaveLength(texts.length);
});
