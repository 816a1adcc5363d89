import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';

interface StaticFile {
  readonly body: Buffer;
  readonly contentType: string;
  readonly etag: string;
}

export interface StaticFiles {
  /** By its exact path, such as `/assets/app-1a2b3c.js`; undefined if there is none. */
  get(path: string): Promise<StaticFile | undefined>;
}

/**
 * The built page. What may be served is listed once, so a path in a request only ever picks from
 * the list; a file is read at first use and kept.
 */
export async function openStaticFiles(folder: string): Promise<StaticFiles> {
  const paths = await listFiles(folder).catch((error: unknown) => {
    throw new AppError('not-found', 'The page is not built: run `npm run build`.', {
      cause: error,
    });
  });
  const files = new Map<string, Promise<StaticFile | undefined>>();
  return {
    get(path) {
      const known = files.get(path);
      if (known !== undefined) return known;
      const source = paths.get(path);
      if (source === undefined) return Promise.resolve(undefined);
      const file = readStaticFile(source);
      files.set(path, file);
      // It may only have been a moment without a file handle to spare.
      void file.then((read) => read === undefined && files.delete(path)); // never rejects
      return file;
    },
  };
}

async function listFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile() && contentTypes.has(extname(entry.name)))
      .map((entry) => {
        const source = join(entry.parentPath, entry.name);
        return [source.slice(folder.length).replaceAll('\\', '/'), source];
      }),
  );
}

async function readStaticFile(source: string): Promise<StaticFile | undefined> {
  try {
    const body = await readFile(source);
    return {
      body,
      contentType: contentTypes.get(extname(source)) ?? 'application/octet-stream',
      etag: `"${createHash('sha256').update(body).digest('base64url')}"`,
    };
  } catch {
    // Built anew while the host runs: the page it belonged to is gone as well.
    return undefined;
  }
}

/** What a build of ours holds; anything else (source maps, say) is not served. */
const contentTypes: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.webp', 'image/webp'],
  ['.woff2', 'font/woff2'],
  ['.wasm', 'application/wasm'],
  ['.webmanifest', 'application/manifest+json'],
]);
