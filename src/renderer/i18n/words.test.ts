import { expect, test } from 'vitest';
import { isRecord } from '../../shared/is-record.ts';
import deLater from './de-later.json' with { type: 'json' };
import de from './de.json' with { type: 'json' };
import enLater from './en-later.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

/** Every sentence under its full key. */
function sentences(words: object, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    isRecord(value) ? sentences(value, `${prefix}${key}.`) : [[`${prefix}${key}`, String(value)]],
  );
}

const english = [...sentences(en), ...sentences(enLater)];
const german = new Map([...sentences(de), ...sentences(deLater)]);

test('no part of the page has words in both files', () => {
  expect(Object.keys(en).filter((part) => part in enLater)).toEqual([]);
});

test('both languages have the same keys in the same order', () => {
  expect([...german.keys()]).toEqual(english.map(([key]) => key));
});

test.each(english)('%s has the same placeholders in both', (key, sentence) => {
  const placeholders = (text: string) => [...(text.match(/\{\{.+?\}\}/g) ?? [])].toSorted();
  expect(placeholders(german.get(key) ?? '')).toEqual(placeholders(sentence));
});

test('no sentence is empty or shouts', () => {
  const shouting = [...english, ...german].filter(
    ([, text]) => text.trim() === '' || text.includes('!'),
  );
  expect(shouting).toEqual([]);
});

test('German knows no “Tokens”', () => {
  expect([...german].filter(([, text]) => text.includes('Tokens'))).toEqual([]);
});

test('of a key it is not said where its address stands: that differs from card to card', () => {
  const placed = [...english, ...german].filter(
    ([key, text]) => key.startsWith('settings.key.') && /\b(?:above|below|oben|unten)\b/.test(text),
  );
  expect(placed).toEqual([]);
});

test('a number is not torn from its unit at the end of a line', () => {
  const torn = [...english, ...german].filter(([, text]) =>
    /(?:\d|\}\}) (?:%|s|px)(?!\p{L})/u.test(text),
  );
  expect(torn).toEqual([]);
});
