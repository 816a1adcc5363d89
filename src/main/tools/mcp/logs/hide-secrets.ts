/** Takes secrets out of a text that somebody else wrote. */
export interface HideSecrets {
  (text: string): string;
  /** Where to cut a text, at `end` or before, so that no piece of a known secret is left: it could not be recognized. */
  cutBefore(text: string, end: number): number;
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
  const longest = forms[0]?.length ?? 0;

  function cutBefore(text: string, end: number): number {
    if (text.length <= end) return text.length;
    const from = Math.max(0, end - 2 * longest);
    const around = text.slice(from, end + longest);
    let cut = end - from;
    for (let moved = true; moved;) {
      moved = false;
      for (const form of forms) {
        const at = around.indexOf(form, Math.max(0, cut - form.length + 1));
        if (at === -1 || at >= cut) continue;
        cut = at;
        moved = true;
      }
    }
    return from + cut;
  }

  return Object.assign(hide, { cutBefore });
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
