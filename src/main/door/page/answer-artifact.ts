import { policy } from './security-headers.ts';

/** Bytes that a tool gave, by their id; null: there are none. */
export type LoadArtifact = (
  id: string,
) => Promise<{ readonly mediaType: string; readonly bytes: Uint8Array } | null>;

export interface ArtifactAnswer {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const prefix = '/artifacts/';

export function isArtifactPath(path: string): boolean {
  return path.startsWith(prefix);
}

/**
 * Answers `/artifacts/<id>`; undefined: there is none. Somebody else made these bytes, so nothing in them runs: what
 * is no image or sound is only ever saved, and no browser guesses what it is.
 */
export async function answerArtifact(
  path: string,
  load: LoadArtifact,
): Promise<ArtifactAnswer | undefined> {
  const id = path.slice(prefix.length);
  if (!isArtifactPath(path) || !/^[0-9a-f]{64}$/.test(id)) return undefined;
  const artifact = await load(id);
  if (artifact === null) return undefined;
  const isShown = shownTypes.has(artifact.mediaType);
  return {
    body: artifact.bytes,
    headers: {
      'Content-Type': isShown ? artifact.mediaType : 'application/octet-stream',
      'Content-Security-Policy': contentSecurityPolicy,
      ...(isShown ? {} : { 'Content-Disposition': 'attachment' }),
      // What is deleted is to be gone from the browser too.
      'Cache-Control': 'no-store',
    },
  };
}

const contentSecurityPolicy = policy({
  'default-src': "'none'",
  'frame-ancestors': "'none'",
  sandbox: '',
});

/** What a page draws or plays without running any of it. An SVG is a document and not among them. */
const shownTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'audio/aac',
  'audio/flac',
  'audio/mp4',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'audio/webm',
  'audio/x-wav',
]);
