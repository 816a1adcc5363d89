import { AppError } from '../../shared/errors.ts';

/** Translates what SQLite and the file system throw; bugs pass through unchanged. */
export function toStoreError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const sqlite = sqliteCode(error);
  if (sqlite !== undefined) {
    return isFull(sqlite) ? diskFull(error) : storageFailed({ sqlite }, error);
  }
  const system = systemCode(error);
  if (system === undefined) return error;
  return system === 'ENOSPC' || system === 'EDQUOT'
    ? diskFull(error)
    : storageFailed({ system }, error);
}

export function isDiskFull(error: unknown): boolean {
  const translated = toStoreError(error);
  return translated instanceof AppError && translated.code === 'disk-full';
}

/** SQLite found the file's bytes to be wrong; an unreadable disk or a missing right is not that. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  if (code === undefined) return false;
  const primary = code & 0xff;
  return primary === corrupt || primary === notADatabase || code === shortRead;
}

/** Another connection holds a lock that this one wanted. */
export function isBusy(error: unknown): boolean {
  return ((sqliteCode(error) ?? 0) & 0xff) === busy;
}

export function isNotADatabase(error: unknown): boolean {
  return ((sqliteCode(error) ?? 0) & 0xff) === notADatabase;
}

export function diskFull(cause?: unknown): AppError {
  return new AppError(
    'disk-full',
    'The disk is full. Everything saved so far is safe. Free some space or delete conversations, then try again.',
    { retryable: true, cause },
  );
}

export function notFound(what: keyof typeof goneWords, id: string): AppError {
  const message = goneWords[what];
  return new AppError('not-found', message, { situation: `${what}-gone`, details: { id } });
}

const goneWords = {
  conversation: 'This conversation does not exist any more.',
  message: 'This message does not exist any more.',
  attachment:
    'Something that was attached is not there any more. Look at the message again, then send it.',
} as const;

function storageFailed(details: Record<string, unknown>, cause: unknown): AppError {
  return new AppError(
    'storage-failed',
    'Tina could not read or write its database. What was saved before is untouched; try again, and restart Tina if it stays.',
    { details, cause },
  );
}

/** https://www.sqlite.org/rescode.html; extended codes carry the primary one in their low byte. */
const busy = 5;
const corrupt = 11;
const full = 13;
const notADatabase = 26;
const shortRead = 522;
/** The shared-memory file could not grow: what a full disk looks like before the first write. */
const sharedMemorySize = 4874;

function isFull(code: number): boolean {
  return (code & 0xff) === full || code === sharedMemorySize;
}

function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
