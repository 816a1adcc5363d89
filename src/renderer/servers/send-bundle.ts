import type { Client } from '../../shared/contract/index.ts';
import { bundlePieceBytes } from '../../shared/limits.ts';

/** Sends a file to where it is looked at, piece by piece. Resolves to the name it has there. */
export async function sendBundle(
  { mcpBundles }: Pick<Client, 'mcpBundles'>,
  file: Blob,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const { upload } = await mcpBundles.begin({ bytes: file.size }, { signal });
  try {
    for (let at = 0; at < file.size; at += bundlePieceBytes) {
      const piece = await toBase64(file.slice(at, at + bundlePieceBytes));
      signal.throwIfAborted();
      await mcpBundles.append({ upload, at, piece }, { signal });
      onSent(Math.min(at + bundlePieceBytes, file.size));
    }
    return upload;
  } catch (error) {
    dropBundle({ mcpBundles }, upload);
    throw error;
  }
}

/** Nobody waits for it: what is left goes with the next start. */
export function dropBundle({ mcpBundles }: Pick<Client, 'mcpBundles'>, upload: string): void {
  mcpBundles.drop({ upload }).catch(() => {});
}

/** Rejects where the file was changed or taken away since it was chosen. */
function toBase64(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('error', () => reject(new UnreadableFile()));
    reader.addEventListener('load', () => {
      // As it was asked for; the type knows other ways to ask.
      const address = typeof reader.result === 'string' ? reader.result : '';
      resolve(address.slice(address.indexOf(',') + 1));
    });
    reader.readAsDataURL(piece);
  });
}

/** The file itself, not what is in it. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}
