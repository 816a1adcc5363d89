/**
 * Where an error came from, for the log. Not its message: a parser's quotes what it could not
 * parse, and that may be what a person wrote.
 */
export function placeOf(error: unknown): {
  readonly error: string;
  readonly at: readonly string[];
} {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return { error: typeof cause, at: [] };
  const frames = (cause.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { error: cause.name, at: frames.slice(0, 5).map((line) => line.trim()) };
}
