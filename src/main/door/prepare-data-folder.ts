import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { parse, resolve } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { dataPlace } from './data-place.ts';
import { toStorageError } from './files/to-storage-error.ts';

/**
 * Where the data goes: as asked, else `TINA_DATA_DIR`, else the platform's place. Absolute; exists; nobody
 * else's to read. At once, since a window waits for it.
 */
export function prepareDataFolder(
  asked: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const dataDir = resolve(
    asked ?? (environment['TINA_DATA_DIR'] || dataPlace(process.platform, environment, homedir())),
  );
  // The folder becomes private, so it must not be one that holds everything else.
  if (dataDir === parse(dataDir).root || dataDir === homedir()) throw notOurs(dataDir);
  try {
    if (holdsOtherThings(dataDir)) throw notOurs(dataDir);
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32') chmodSync(dataDir, 0o700);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('storage-failed', `The data folder ${dataDir} cannot be used.`, {
      cause: toStorageError(error),
    });
  }
  return dataDir;
}

function notOurs(dataDir: string): AppError {
  return new AppError(
    'invalid-input',
    `Tina needs a folder of its own; ${dataDir} holds other things or is shared. Name a new or empty one.`,
  );
}

/** One of these makes a folder Tina's. */
const marks: ReadonlySet<string> = new Set([
  'tina.db',
  'lock.db',
  'secrets.json',
  'secrets-plain.json',
  'secrets-keychain.json',
]);
/** What else may be there before one of them is, and what systems put into every folder. */
const mayBeThere =
  /^(?:settings\..*|mcp-servers\..*|running-servers\..*|server-logs|sessions\.json|instance\.json|logs|desktop|backups|corrupt-.*|tina\.db.*|ballast|lost\+found|\.DS_Store|desktop\.ini)$/;

/** It is there, and was not made by Tina or for it. */
function holdsOtherThings(dataDir: string): boolean {
  const found = statSync(dataDir, { throwIfNoEntry: false });
  if (found === undefined) return false;
  // Everybody may write into it: /tmp, or a folder somebody shares like that.
  const isShared = process.platform !== 'win32' && (found.mode & 0o1002) === 0o1002;
  const names = readdirSync(dataDir);
  return (
    isShared ||
    !(names.some((name) => marks.has(name)) || names.every((name) => mayBeThere.test(name)))
  );
}
