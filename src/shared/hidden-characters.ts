export type HiddenKind = 'tag' | 'bidi' | 'zero-width' | 'variation' | 'control' | 'other';

export type Segment =
  | { readonly type: 'plain'; readonly text: string }
  | {
      readonly type: 'hidden';
      readonly text: string;
      readonly kind: HiddenKind;
      /** `U+202E`, one for each character. */
      readonly codes: readonly string[];
      /** Of tags: the letters they spell, which a model may read and a person cannot see. */
      readonly reads?: string;
    };

/** Whatever can be hidden. Most texts have none of it, and nothing more is done to them. */
const suspicious = /(?![\t\n\r])[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Cs}\u2028\u2029]/u;

/** What most texts are. The other pattern takes milliseconds to be made. */
const plainAscii = /^[\t\n\r\x20-\x7e]*$/;

/** Written before a number, visible: format characters by name only. */
const visibleFormat = /^[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]$/u;

const variation = '[\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}]';
/** Scripts whose letters join: there the joiners are part of how a word is spelt. */
const joining = ['Arab', 'Syrc', 'Mong', 'Nkoo', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml']
  .concat(['Telu', 'Knda', 'Mlym', 'Sinh', 'Tibt', 'Mymr', 'Khmr', 'Java', 'Bali', 'Adlm', 'Rohg'])
  .map((script) => `\\p{Script=${script}}`)
  .join('');

/** Where one such character is at home, in this order; what none of these takes is hidden, as a second one is. */
const pieces = new RegExp(
  [
    // Flags of England, Scotland, Texas: a black flag, the region in tags, the end.
    '(?<home>\\u{1F3F4}[\\u{E0061}-\\u{E007A}]{2}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{1,3}\\u{E007F}',
    // Emoji with a skin tone or a presentation, several of them joined; digits as keycaps.
    '|\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?(?:\\u200D\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?)+',
    '|\\p{Emoji}[\\uFE0E\\uFE0F]',
    `|(?<=[${joining}])[\\u200C\\u200D]`,
    // Forms of one ideograph, of a mathematical sign, of a Mongolian letter.
    `|(?<=\\p{Ideographic})${variation}`,
    '|(?<=\\p{Sm})\\uFE00',
    '|(?<=\\p{Script=Mong})[\\u180B-\\u180F])',
    `|(?<hidden>${suspicious.source})`,
  ].join(''),
  'gu',
);

/** A text in pieces to be drawn: what can be seen, and what cannot and should be. */
export function segmentsOf(text: string): readonly Segment[] {
  if (plainAscii.test(text) || !suspicious.test(text))
    return text === '' ? [] : [{ type: 'plain', text }];
  const segments: Growing[] = [];
  const rightToLeft = /[\p{Script=Hebr}\p{Script=Arab}\p{Script=Syrc}\p{Script=Thaa}]/u.test(text);
  let from = 0;
  const plainUntil = (end: number) => {
    if (end > from) segments.push({ type: 'plain', text: text.slice(from, end) });
    from = end;
  };
  for (const { groups, index } of text.matchAll(pieces)) {
    const character = groups?.['hidden'];
    if (character === undefined || visibleFormat.test(character)) continue;
    // The plain marks of direction belong to texts of both directions.
    if (rightToLeft && /[\u200E\u200F\u061C]/.test(character)) continue;
    plainUntil(index);
    addHidden(segments, character);
    from = index + character.length;
  }
  plainUntil(text.length);
  return segments;
}

export function hasHidden(text: string): boolean {
  return segmentsOf(text).some(({ type }) => type === 'hidden');
}

/** The same as text: `‹U+202E›` where such a character stands. */
export function withVisible(text: string): string {
  return segmentsOf(text)
    .map((segment) =>
      segment.type === 'plain' ? segment.text : segment.codes.map((code) => `‹${code}›`).join(''),
    )
    .join('');
}

const deepest = 64;

/** Where hidden characters are in what a server sent: paths as `inputSchema.properties.x`, keys included. */
export function hiddenIn(value: unknown): readonly string[] {
  const found: string[] = [];
  const walk = (one: unknown, path: string, depth: number): void => {
    if (typeof one === 'string') {
      if (hasHidden(one)) found.push(path);
    } else if (typeof one === 'object' && one !== null && depth < deepest)
      for (const [key, field] of Object.entries(one)) {
        const inner = path === '' ? withVisible(key) : `${path}.${withVisible(key)}`;
        if (hasHidden(key)) found.push(inner);
        walk(field, inner, depth + 1);
      }
  };
  walk(value, '', 0);
  return [...new Set(found)];
}

/** Joined to the one before it where that is of the same kind: a run of a million is one segment, made once. */
function addHidden(segments: Growing[], character: string): void {
  const point = character.codePointAt(0) ?? 0;
  const kind = kindOf(point);
  const letter = point > 0xe001f && point < 0xe007f ? String.fromCharCode(point - 0xe0000) : '';
  let run = segments.at(-1);
  if (run?.type !== 'hidden' || run.kind !== kind) {
    run = { type: 'hidden', text: '', kind, codes: [] };
    segments.push(run);
  }
  run.text += character;
  run.codes.push(`U+${point.toString(16).toUpperCase().padStart(4, '0')}`);
  if (letter !== '') run.reads = (run.reads ?? '') + letter;
}

type Growing =
  | { type: 'plain'; text: string }
  | { type: 'hidden'; text: string; kind: HiddenKind; codes: string[]; reads?: string };

function kindOf(point: number): HiddenKind {
  const between = (first: number, last: number) => point >= first && point <= last;
  if (between(0xe0000, 0xe007f)) return 'tag';
  if (between(0xfe00, 0xfe0f) || between(0xe0100, 0xe01ef)) return 'variation';
  if (between(0x202a, 0x202e) || between(0x2066, 0x2069)) return 'bidi';
  if (point === 0x200e || point === 0x200f || point === 0x061c) return 'bidi';
  if (between(0x200b, 0x200d) || between(0x2060, 0x2064) || point === 0xfeff) return 'zero-width';
  return between(0, 0x1f) || between(0x7f, 0x9f) ? 'control' : 'other';
}
