/** The bytes; null for what is no base64. Line breaks in it and a data URL's beginning are met in the wild. */
export function decodeBase64(data: string): Uint8Array | null {
  const said = data.startsWith('data:') ? data.slice(data.indexOf(',') + 1) : data;
  const plain = /\s/.test(said) ? said.replace(/\s+/g, '') : said;
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(plain) || plain.length % 4 === 1) return null;
  // Of its own buffer, however small: it is given away.
  return new Uint8Array(Buffer.from(plain, 'base64'));
}

/** How many bytes that will be, about. */
export function decodedLength(data: string): number {
  return Math.floor((data.length * 3) / 4);
}
