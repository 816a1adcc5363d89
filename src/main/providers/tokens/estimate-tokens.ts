/**
 * About how many tokens a text is, without any vendor's vocabulary: words, numbers, signs and scripts each cost
 * what they cost on average where a vocabulary has 200,000 entries. Linear in the length, whatever the text. How
 * far it is off is measured by `bench/b-k1.ts`.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (let at = 0; at < text.length;) {
    const kind = table[text.charCodeAt(at)];
    let end = at + 1;
    while (end < text.length && table[text.charCodeAt(end)] === kind) end++;
    const begun = at > 0 && table[text.charCodeAt(at - 1)] === capital;
    tokens += costOf(kinds[kind ?? 0] ?? 'rare', end - at, begun);
    at = end;
  }
  return Math.ceil(tokens);
}

const kinds = [
  'letter',
  'capital',
  'digit',
  'space',
  'line',
  'sign',
  /** Greek, Cyrillic, Armenian, Hebrew, Arabic: words of letters, fewer of which are in the vocabulary whole. */
  'foreign',
  /** Devanagari to Thai and beyond: pieces of two or three letters. */
  'abugida',
  /** Chinese characters and kana. */
  'ideograph',
  'hangul',
  /** Emoji and what is outside the basic plane. */
  'rare',
] as const;
type Kind = (typeof kinds)[number];
const capital = kinds.indexOf('capital');

const ascii: readonly Kind[] = Array.from({ length: 128 }, (_, code): Kind => {
  const character = String.fromCharCode(code);
  if (/[a-z]/.test(character)) return 'letter';
  if (/[A-Z]/.test(character)) return 'capital';
  if (/\d/.test(character)) return 'digit';
  if (/[\n\r]/.test(character)) return 'line';
  return /\s/.test(character) ? 'space' : 'sign';
});

/** Beyond ASCII: up to which UTF-16 code unit, from the one before. */
const ranges: readonly (readonly [number, Kind])[] = [
  [0xc0, 'sign'],
  [0x250, 'letter'],
  [0x370, 'sign'],
  [0x900, 'foreign'],
  [0x1100, 'abugida'],
  [0x1200, 'hangul'],
  [0x2000, 'abugida'],
  [0x2e80, 'sign'],
  [0xa000, 'ideograph'],
  [0xac00, 'abugida'],
  [0xd7b0, 'hangul'],
  [0xf900, 'rare'],
  [0xfb00, 'ideograph'],
  [0x10000, 'rare'],
];

/** The kind of every UTF-16 code unit: looked up for each character of a long text. */
const table = makeTable();

function makeTable(): Uint8Array {
  const kindOf = new Uint8Array(0x10000);
  kindOf.set(ascii.map((kind) => kinds.indexOf(kind)));
  let from = ascii.length;
  for (const [to, kind] of ranges) {
    kindOf.fill(kinds.indexOf(kind), from, to);
    from = to;
  }
  return kindOf;
}

/** `begun`: a capital stands before it, and has paid for the beginning of the word. */
function costOf(kind: Kind, length: number, begun: boolean): number {
  switch (kind) {
    case 'letter':
      return wordCost(length) - (begun ? 1 : 0);
    case 'capital':
      return length === 1 ? 1 : 1 + (length - 1) / 3;
    case 'digit':
      return Math.ceil(length / 3);
    case 'space':
      // A single one belongs to the word after it.
      return length === 1 ? 0 : 1 + length / 40;
    case 'line':
      return 1 + Math.floor(length / 8);
    case 'sign':
      return length === 1 ? 1 : 1 + (length - 1) / 3;
    case 'foreign':
      return Math.max(1, length / 3.6);
    case 'abugida':
      return length / 2.2;
    case 'ideograph':
      return length * 0.8;
    case 'hangul':
      return length * 0.7;
    case 'rare':
      return length;
  }
}

/** Up to eight letters most words are one token; longer ones are put together from pieces. */
function wordCost(length: number): number {
  if (length <= 8) return 1;
  return length <= 40 ? 1 + (length - 8) / 7 : length / 6;
}
