const longest = 120;

/** A tool's arguments in one line: a single value alone, several with their names. */
export function toolGist(input: unknown): string {
  if (typeof input !== 'object' || input === null) return shorten(valueText(input));
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) return shorten(valueText(only[1]));
  return shorten(
    entries
      .slice(0, 8)
      .map(([name, value]) => `${name}: ${valueText(value)}`)
      .join(', '),
  );
}

function valueText(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value.slice(0, 2 * longest);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.length}]`;
  if (typeof value === 'object' && value !== null) return '{…}';
  return JSON.stringify(value);
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
