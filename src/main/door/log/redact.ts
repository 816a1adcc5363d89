/** Too short to be a secret, and likely to be part of a word. */
const shortestSecret = 8;

interface Redactor {
  /** Never shown again, in any of the forms it is likely to take. */
  hide(secret: string): void;
  redact(line: string): string;
}

/** The last net under logs whose callers already pass facts only. */
export function createRedactor(): Redactor {
  const hidden = new Set<string>();
  return {
    hide(secret) {
      if (secret.length < shortestSecret || hidden.has(secret)) return;
      hidden.add(secret);
      hidden.add(JSON.stringify(secret).slice(1, -1));
      hidden.add(encodeURIComponent(secret));
      hidden.add(Buffer.from(secret).toString('base64').replace(/=+$/, ''));
      hidden.add(Buffer.from(secret).toString('base64url'));
    },
    redact(line) {
      let shown = line;
      for (const secret of hidden) shown = shown.replaceAll(secret, mark);
      return shown
        .replaceAll(urlTail, (_, start: string) => start)
        .replaceAll(urlUser, '$1')
        .replaceAll(keyShapes, (_, name: string | undefined) => `${name ?? ''}${mark}`);
    },
  };
}

const mark = '[hidden]';

/** From `?` or `#` on, an address may hold anything. */
const urlTail = /((?:https?|wss?):\/\/[^\s"'\\?#]{1,2000})[?#][^\s"'\\]*/gi;
const urlUser = /((?:https?|wss?):\/\/)[^\s"'\\/@]{1,500}@/gi;

/** Keys as vendors shape them, tokens behind `Bearer`, and JWTs. The first group is kept. */
const keyShapes = new RegExp(
  [
    String.raw`(\bBearer\s+)[\w.~+/=-]{8,}`,
    String.raw`\bsk-[\w-]{8,}`,
    String.raw`\bAIza[\w-]{20,}`,
    String.raw`\b(?:gsk|xai|ghp|gho|ghu|ghs|ghr|hf|pplx|tgp_v1|r8|glpat|npm|nvapi)[_-][\w-]{16,}`,
    String.raw`\bgithub_pat_\w{20,}`,
    String.raw`\bxox[a-z]-[\w-]{10,}`,
    String.raw`\bAKIA[A-Z0-9]{16}\b`,
    String.raw`\bya29\.[\w-]{20,}`,
    String.raw`\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*`,
  ].join('|'),
  'g',
);
