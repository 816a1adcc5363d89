/** So many ways to match may be tried at most, whatever the text. */
const maxWays = 1_000_000;
const maxPatternLength = 500;
/** A repeated part is written out as often when the expression is made. */
const maxRepeat = 1000;
const maxGroupRepeat = 100;

/**
 * Whether a text matches a regular expression of a stranger; null where it cannot be shown beforehand that trying
 * takes no long time. A group that repeats something that repeats itself is never tried. `count` hears how much work it
 * may have been.
 */
export function testPattern(
  pattern: string,
  text: string,
  count: (steps: number) => void = () => {},
): boolean | null {
  const cost = costOf(pattern);
  if (cost === null) return null;
  const ways = cost.ways * Math.max(text.length, 1) ** cost.exponent;
  if (ways > maxWays) return null;
  // They are quick ones, compared with a step through a schema.
  count(1 + ways / 1000);
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return null;
  }
}

/** At most `ways` times the length of the text to the power of `exponent`. */
interface Cost {
  readonly ways: number;
  readonly exponent: number;
}

interface Group {
  /** It can match in more than one way. */
  isOpen: boolean;
}

/** Of a pattern of single characters, classes and groups; null for back references and for looking around. */
function costOf(pattern: string): Cost | null {
  if (pattern.length > maxPatternLength) return null;
  let ways = 1;
  // One more where a match may begin anywhere: `^` says nothing of the other alternatives.
  let exponent = pattern.startsWith('^') && !pattern.includes('|') ? 0 : 1;
  const groups: Group[] = [{ isOpen: false }];
  let singles = 0;
  let groupRepeat = 1;
  /** The group that was closed just before, which a quantifier would repeat. */
  let closed: Group | null = null;

  for (let at = 0; at < pattern.length;) {
    const quantifier = quantifierAt(pattern, at);
    const group = groups.at(-1);
    if (group === undefined) return null;
    if (quantifier !== null) {
      if (closed?.isOpen === true) return null;
      const repeat = quantifier.most === Infinity ? quantifier.least : quantifier.most;
      if (closed === null) singles += repeat;
      else groupRepeat *= Math.max(repeat, 1);
      if (singles > maxRepeat || groupRepeat > maxGroupRepeat) return null;
      if (quantifier.most === Infinity) exponent++;
      else ways *= quantifier.most - quantifier.least + 1;
      if (quantifier.most !== quantifier.least) group.isOpen = true;
      closed = null;
      at = quantifier.end;
      continue;
    }
    if (closed?.isOpen === true) group.isOpen = true;
    closed = null;
    switch (pattern[at]) {
      case '(':
        if (pattern[at + 1] === '?' && pattern[at + 2] !== ':') return null;
        groups.push({ isOpen: false });
        at += pattern[at + 1] === '?' ? 3 : 1;
        break;
      case ')':
        closed = groups.pop() ?? null;
        at++;
        break;
      case '|':
        ways *= 2;
        group.isOpen = true;
        at++;
        break;
      case '[': {
        const end = endOfClass(pattern, at);
        if (end === null) return null;
        at = end;
        break;
      }
      case '\\':
        if (/[1-9k]/.test(pattern[at + 1] ?? '')) return null;
        at += 2;
        break;
      default:
        at++;
    }
  }
  return groups.length === 1 ? { ways, exponent } : null;
}

interface Quantifier {
  readonly least: number;
  readonly most: number;
  readonly end: number;
}

const quantifiers = /(?:([*+?])|\{(\d{1,6})(?:(,)(\d{1,6})?)?\})\??/y;

function quantifierAt(pattern: string, at: number): Quantifier | null {
  quantifiers.lastIndex = at;
  const match = quantifiers.exec(pattern);
  if (match === null) return null;
  const [whole, sign, least, comma, most] = match;
  const end = at + whole.length;
  if (sign !== undefined)
    return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity, end };
  const from = Number(least);
  return { least: from, most: comma === undefined ? from : Number(most ?? Infinity), end };
}

/** After the `]`; null where there is none. */
function endOfClass(pattern: string, from: number): number | null {
  for (let at = from + 1; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++;
    else if (pattern[at] === ']') return at + 1;
  }
  return null;
}
