const longestText = 300;
const deepest = 3;

/**
 * What of a log call's facts is written. Errors keep name, code and stack places, never their message
 * or fields: a vendor's error quotes what the person wrote.
 */
export function factsOnly(facts: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, fact(value, 1)]));
}

function fact(value: unknown, depth: number): unknown {
  if (value instanceof Error) return errorFacts(value, depth);
  if (typeof value === 'string')
    return value.length > longestText ? `${value.slice(0, longestText)}…` : value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '…';
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => fact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, fact(item, depth + 1)]),
  );
}

function errorFacts(error: Error, depth: number): Record<string, unknown> {
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number')
      ? error.code
      : undefined;
  const places = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 10)
    .map((line) => line.trim());
  return {
    name: error.name,
    ...(code === undefined ? {} : { code }),
    ...(places.length === 0 ? {} : { places }),
    ...(error.cause instanceof Error && depth < deepest
      ? { cause: errorFacts(error.cause, depth + 1) }
      : {}),
  };
}
