const extensions: Readonly<Record<string, string>> = {
  'application/json': 'json',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'audio/aac': 'aac',
  'audio/flac': 'flac',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/webm': 'weba',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'text/csv': 'csv',
  'text/markdown': 'md',
  'text/plain': 'txt',
};

/**
 * A name for a file somebody else made. Its ending is ours: one of theirs could make a program of it, and what is not
 * in the list is some bytes.
 */
export function fileName(mediaType: string | undefined, uri?: string): string {
  const last = (uri ?? '').split(/[?#]/, 1)[0]?.split(/[/\\]/).at(-1) ?? '';
  const stem = decoded(last)
    .replace(/\.[^.]*$/, '')
    .replace(/[^\p{L}\p{N}_ -]+/gu, '-')
    .replace(/^[-\s]+|[-\s]+$/g, '')
    .slice(0, 80);
  return `${stem === '' ? 'result' : stem}.${extensions[mediaType ?? ''] ?? 'bin'}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
