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

function kindOf(code: number): Kind {
  if (code < 0x80) return ascii[code] ?? 'sign';
  if (code < 0xc0) return 'sign';
  if (code < 0x250) return 'letter';
  if (code < 0x370) return 'sign';
  if (code < 0x900) return 'foreign';
  if (code < 0x1100) return 'abugida';
  if (code < 0x1200) return 'hangul';
  if (code < 0x2000) return 'abugida';
  if (code < 0x2e80) return 'sign';
  if (code < 0xa000) return 'ideograph';
  if (code < 0xac00) return 'abugida';
  if (code < 0xd7b0) return 'hangul';
  if (code < 0xe000) return 'rare';
  return code >= 0xf900 && code < 0xfb00 ? 'ideograph' : 'rare';
}

/** The kind of every UTF-16 code unit: looked up for each character of a long text. */
const table = Uint8Array.from({ length: 0x10000 }, (_, code) => kinds.indexOf(kindOf(code)));

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
