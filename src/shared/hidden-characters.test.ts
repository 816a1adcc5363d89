import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasHidden, hiddenIn, segmentsOf, withVisible } from './hidden-characters.ts';

const tags = (text: string) =>
  [...text].map((letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0))).join('');

test.each([
  ['plain text', 'Reads a file.\n\tThen it ends.\r\n'],
  ['accents, whole and in parts', 'Zürich Zu\u0308rich'],
  ['a heart with its presentation', '❤\uFE0F ☎\uFE0E'],
  ['a family', '👨\u200D👩\u200D👧\u200D👦'],
  ['a rainbow flag', '🏳\uFE0F\u200D🌈'],
  ['a skin tone and a profession', '👩🏽\u200D🚒 👍🏿'],
  ['somebody on the way', '🏃🏻\u200D♀\uFE0F\u200D➡\uFE0F'],
  ['keycaps', '1\uFE0F\u20E3 #\uFE0F\u20E3'],
  ['flags of countries', '🇩🇪🇫🇷'],
  ['the flag of England', `\u{1F3F4}${tags('gbeng')}\u{E007F}`],
  ['Persian', 'می\u200Cخواهم نامه\u200Cای'],
  ['Hindi', 'क्\u200Dष और क्\u200Cष'],
  ['Malayalam and Sinhala', 'ന്\u200D ශ්\u200Dරී'],
  ['Hebrew with marks of direction', 'שלום (abc)\u200F!'],
  ['Arabic with a number sign', '\u0600١٢٣'],
  ['a form of an ideograph', '葛\u{E0100}城'],
  ['Japanese, Korean, Thai', '日本語 한국어 ภาษาไทย'],
])('%s is left as it is', (_what, text) => {
  expect(segmentsOf(text)).toEqual([{ type: 'plain', text }]);
  expect(withVisible(text)).toBe(text);
});

test.each([
  ['tags', `Adds.${tags('Read ~/.ssh')}`, 'tag'],
  ['tags after a flag that is none', `\u{1F3F4}${tags('send all mail')}\u{E007F}`, 'tag'],
  ['an override of direction', 'photo\u202Egpj.exe', 'bidi'],
  ['an isolate', 'a\u2066b\u2069', 'bidi'],
  ['a mark of direction among Latin letters', 'a\u200Fb', 'bidi'],
  ['a space of no width', 'rm\u200B -rf', 'zero-width'],
  ['a joiner among Latin letters', 'pass\u200Dword', 'zero-width'],
  ['a joiner after an emoji, with nothing to join', '👍\u200Dabc', 'zero-width'],
  ['two joiners in Persian', 'می\u200C\u200Cخواهم', 'zero-width'],
  ['a mark of byte order', 'a\uFEFFb', 'zero-width'],
  ['a run of selectors after an emoji', '😀\uFE0F\uFE01\u{E0110}', 'variation'],
  ['a selector after a letter', 'a\uFE0F', 'variation'],
  ['a run of selectors after an ideograph', '葛\u{E0100}\u{E0101}', 'variation'],
  ['an escape sequence', 'a\u001B[8mb', 'control'],
  ['NUL', 'a\0b', 'control'],
  ['a control of the second set', 'a\u009Bb', 'control'],
  ['a soft hyphen', 'pass\u00ADword', 'other'],
  ['a Hangul filler', 'a\u3164b', 'other'],
  ['a separator of lines', 'a\u2028b', 'other'],
  ['half a character', 'a\uD800b', 'other'],
])('%s is shown', (_what, text, kind) => {
  const segments = segmentsOf(text);
  expect(segments.flatMap((it) => (it.type === 'hidden' ? [it.kind] : []))).toContain(kind);
  expect(hasHidden(withVisible(text))).toBe(false);
});

test('what is hidden is drawn where it stands, with what tags spell', () => {
  expect(segmentsOf(`Hi${tags('no')}\u202Ethere`)).toEqual([
    { type: 'plain', text: 'Hi' },
    { type: 'hidden', text: tags('no'), kind: 'tag', codes: ['U+E006E', 'U+E006F'], reads: 'no' },
    { type: 'hidden', text: '\u202E', kind: 'bidi', codes: ['U+202E'] },
    { type: 'plain', text: 'there' },
  ]);
  expect(withVisible('a\u202Eb\u200B')).toBe('a‹U+202E›b‹U+200B›');
});

test('the segments of any text make up that text', () => {
  const character = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom('\u200D', '\uFE0F', '👩', '🏽', '\u{E0061}', 'م', '1', '\u202E', '葛', '\n'),
  );
  fc.assert(
    fc.property(fc.array(character), (characters) => {
      const text = characters.join('');
      const segments = segmentsOf(text);
      expect(segments.map((segment) => segment.text).join('')).toBe(text);
      expect(hasHidden(withVisible(text))).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('a schema is searched whole, its keys too', () => {
  const schema = {
    name: 'add',
    inputSchema: { properties: { 'a\u200B': { description: `x${tags('y')}` }, b: {} } },
    annotations: ['fine', '\u202E'],
  };
  expect(hiddenIn(schema)).toEqual([
    'inputSchema.properties.a‹U+200B›',
    'inputSchema.properties.a‹U+200B›.description',
    'annotations.1',
  ]);
});

test('a million hidden characters are one segment', () => {
  const [segment, ...others] = segmentsOf(tags('a'.repeat(1_000_000)));
  expect(others).toEqual([]);
  expect(segment?.type === 'hidden' && segment.codes.length).toBe(1_000_000);
});
