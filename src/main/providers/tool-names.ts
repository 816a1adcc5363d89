import { hash } from 'node:crypto';

/** What a vendor takes as the name of a tool. */
export interface NameRule {
  readonly maxLength: number;
  /** Matches one character that it does not take. */
  readonly foreign: RegExp;
  /** What the first character must match. */
  readonly first: RegExp;
}

/** Letters, digits, `_` and `-`, at most 64: OpenAI, Anthropic, Groq and whoever speaks like them. */
export const commonNames: NameRule = { maxLength: 64, foreign: /[^\w-]/g, first: /[A-Za-z_]/ };

/** Names as one vendor takes them, and back. */
export interface ToolNames {
  toVendor(name: string): string;
  /** A name the vendor made up stays as it is: the turn says that there is no such tool. */
  fromVendor(name: string): string;
}

/**
 * A name that the rule allows stays as it is; another is made to fit, with a hash of the whole so that two never
 * become one. So is one that only looks as if it had been made to fit: a server must not name its tool such that
 * calls of another one reach it. The same name always becomes the same, whatever other tools there are: it also
 * stands in the history of earlier turns.
 */
export function createToolNames(known: Iterable<string>, rule: NameRule = commonNames): ToolNames {
  const fitted = new Map<string, string>();
  const meant = new Map<string, string>();
  for (const name of known) {
    const fits = fit(name, rule);
    fitted.set(name, fits);
    meant.set(fits, name);
  }
  return {
    toVendor: (name) => fitted.get(name) ?? fit(name, rule),
    fromVendor: (name) => meant.get(name) ?? name,
  };
}

/** Nobody finds another name with the same so soon. */
const hashLength = 16;
const looksFitted = new RegExp(`_[0-9a-f]{${hashLength}}$`);

function fit(name: string, { maxLength, foreign, first }: NameRule): string {
  const isFine =
    name.length > 0 &&
    name.length <= maxLength &&
    name.search(foreign) === -1 &&
    first.test(name.charAt(0)) &&
    !looksFitted.test(name);
  if (isFine) return name;
  const plain = name.replace(foreign, '_');
  const begun = first.test(plain.charAt(0)) ? plain : `_${plain}`;
  const sum = hash('sha256', name).slice(0, hashLength);
  return `${begun.slice(0, maxLength - sum.length - 1)}_${sum}`;
}
