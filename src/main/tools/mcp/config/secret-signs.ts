/** Words in a name that say its value is a secret. */
const secretWords =
  /^(token|tokens|key|keys|apikey|apitoken|secret|secrets|clientsecret|password|passwd|passphrase|pwd|pass|auth|authorization|credential|credentials|cookie|session|pat|dsn|bearer|jwt|signature|sig)$/;
/** Words that say it is about a secret: where it is, how long it may be. */
const aboutWords =
  /^(url|uri|endpoint|file|path|dir|type|mode|scheme|method|scope|scopes|limit|max|min|count|timeout|ttl|expiry|enabled|disabled|name|header|public|issuer|audience|domain|host|port|region|provider|command|cmd|helper|program|exec|sock|socket)$/;

/** Whether what has this name (of a variable, a header, a flag, a parameter) is usually kept secret. */
export function isSecretName(name: string): boolean {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  if (aboutWords.test(words.at(-1) ?? '')) return false;
  return words.some(
    (word, index) => secretWords.test(word) || secretWords.test(word + (words[index + 1] ?? '')),
  );
}

/** How the keys of well-known vendors begin. */
const knownKeys = [
  /^(sk|rk|pk)[-_](live|test|ant|proj|or|svcacct|lf)?[-_]?[\w-]{16,}$/,
  /^(ghp|gho|ghu|ghs|ghr)_\w{20,}$/,
  /^github_pat_\w{20,}$/,
  /^gl(pat|dt|rt|soat)-[\w-]{16,}$/,
  /^xox[abeprs]-[\w-]{10,}$/,
  /^xapp-[\w-]{10,}$/,
  /^(AKIA|ASIA)[A-Z0-9]{16}$/,
  /^AIza[\w-]{30,}$/,
  /^ya29\.[\w-]{10,}$/,
  /^eyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*$/,
  /^(hf|npm|figd|lin_api|gsk|xai|tvly|ntn|secret|dop_v1|shpat|fc|BSA|pypi|r8|nvapi|pplx|ctx7sk|apify_api|sbp|PMAK|ATATT3|ATCTT3|key|pat)[-_]?[A-Za-z0-9][\w=-]{19,}$/,
  /^SG\.[\w-]{10,}\.[\w-]{10,}$/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

/** Whether this text looks like a secret whatever it is called. */
export function looksSecret(text: string): boolean {
  return (knownKeys.some((key) => key.test(text)) && /\d/.test(text)) || isRandom(text);
}

/**
 * Where secrets stand inside a text that says more: `scheme://name:password@host`, `"apiKey": "…"`, `Password=…;`.
 * In order; they may overlap.
 */
export function secretsWithin(
  text: string,
): readonly { readonly start: number; readonly end: number }[] {
  if (text.length > longestSearched) return [];
  const found: { start: number; end: number }[] = [];
  const add = (pattern: RegExp, isSecret: (name: string, value: string) => boolean) => {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = match.indices?.groups?.['value'] ?? [0, 0];
      if (isSecret(match.groups?.['name'] ?? '', text.slice(start, end)))
        found.push({ start, end });
    }
  };
  const byName = (name: string, value: string) =>
    (isSecretName(name) && value.length > 3) || looksSecret(value);
  add(/\b[a-z][\w+.-]{0,30}:\/\/[^\s/:@]{0,200}:(?<value>[^\s/@]+)@/dgi, () => true);
  add(/"(?<name>[\w-]{1,100})"\s{0,9}:\s{0,9}"(?<value>[^"\\]+)"/dg, byName);
  add(/(?<=[;&?\s]|^)(?<name>[A-Za-z_][\w-]{0,99})=(?<value>[^;&\s"']+)/dg, byName);
  return found.toSorted((one, other) => one.start - other.start);
}

/** Letters and digits that no person chose: enough of them, of several kinds, and hardly one twice. */
function isRandom(text: string): boolean {
  if (!/^[A-Za-z0-9_+=-]{24,}$/.test(text)) return false;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return true;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(text)).length;
  if (/^[0-9a-f]{32,}$/i.test(text)) return kinds > 1;
  // A word, and so somebody's choice: chance makes so long a row of small letters in one of twenty.
  return kinds === 3 && entropyOf(text) >= 3.7 && !/[a-z]{8,}/.test(text);
}

/** Bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()]
    .map((count) => count / text.length)
    .reduce((sum, share) => sum - share * Math.log2(share), 0);
}

const longestPlaceholder = 200;
const longestSearched = 16_384;

/**
 * What instructions put where a person's own value belongs: `YOUR_API_KEY`, `<token>`, `/path/to/folder`. Of a
 * secret, whatever begins like one and then gives up is one as well: `sk-...`, `ghp_xxxx`, `my key`.
 */
export function isPlaceholder(text: string, ofSecret = false): boolean {
  if (text.length > longestPlaceholder) return false;
  return (
    /^<[^<>"=]+>$|^\[[a-z][\w -]*\]$|^\{\{?\s*[a-z][\w -]*\}?\}$|^x{3,}$|^\*{3,}$|^(\.{3}|…)$/i.test(
      text,
    ) ||
    /(^|[^A-Za-z])YOUR[-_][A-Z]/.test(text) ||
    /(^|[^a-z])(your|my)[-_ ](\w+[-_ ])?(api|access|secret|auth|token|key|password)/i.test(text) ||
    /[-_ ]here>?$|^todo$|^change[-_]?me$/i.test(text) ||
    /^(\/|[a-z]:[\\/]+)?((absolute|full)[\\/])?path[\\/]+to[\\/]/i.test(text) ||
    /^(\/|[a-z]:[\\/]+)(Users|home)[\\/]+(user|username|you|yourname|your-name)([\\/]|$)/i.test(
      text,
    ) ||
    (ofSecret &&
      /^(your|my|insert|enter|replace|add|put)[-_ ]|^[\w-]{0,12}(x{4,}|\.{3}|…|\*{3,})$/i.test(
        text,
      ))
  );
}
