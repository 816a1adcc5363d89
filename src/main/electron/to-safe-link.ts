const schemes: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:']);
const maxLength = 8192;

/** The address as it may be given to the system, which opens whatever it is given; null: it may not. */
export function toSafeLink(address: string): string | null {
  if (address.length > maxLength || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (!schemes.has(url.protocol)) return null;
  // A name before the @ makes one address look like another.
  if (url.username !== '' || url.password !== '') return null;
  return url.href;
}
