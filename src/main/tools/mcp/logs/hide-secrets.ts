/** Takes secrets out of a text that somebody else wrote. */
export interface HideSecrets {
  (text: string): string;
  /** The longest form a secret takes; a text cut within one must be cut in front of it. */
  readonly longest: number;
}

/** Shorter ones are part of ordinary words. */
const shortestSecret = 4;
const mark = '[hidden]';

/** Known values, in the forms they are likely to take, and the values of JSON fields named like tokens. */
export function createHideSecrets(secrets: readonly string[]): HideSecrets {
  // The longer ones first: one may begin with another.
  const forms = [...new Set(secrets.flatMap(formsOf))].toSorted((a, b) => b.length - a.length);
  const hide = (text: string) => {
    let shown = text;
    for (const form of forms) if (shown.includes(form)) shown = shown.replaceAll(form, mark);
    return shown.replaceAll(tokenField, `$1"${mark}"`);
  };
  return Object.assign(hide, { longest: forms[0]?.length ?? 0 });
}

function formsOf(secret: string): string[] {
  // A key of several lines is printed as several lines.
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= 8);
  return [secret, ...lines]
    .filter((text) => text.length >= shortestSecret)
    .flatMap((text) => [
      text,
      JSON.stringify(text).slice(1, -1),
      encodeURIComponent(text),
      Buffer.from(text).toString('base64').replace(/=+$/, ''),
      Buffer.from(text).toString('base64url'),
    ]);
}

/**
 * A field whose name ends in one of these words, and its value up to the quote or to where the text
 * was cut. `progressToken` is none: it is a number, or a text of ours.
 */
const tokenField =
  /("(?:[\w-]{0,40}[_-])?(?:(?:access|refresh|id|auth|bearer|session|api)[_-]?token|token|api[_-]?key|secret|client[_-]?secret|private[_-]?key|pass(?:word|wd|phrase)|authorization|cookie)"\s{0,9}:\s{0,9})"(?:[^"\\]|\\.)*(?:"|\\?$)/gi;
