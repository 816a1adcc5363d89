import { AppError } from '../../../shared/errors.ts';

/** What the file system said, as a sentence for people. What was on disk is untouched. */
export function toStorageError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'disk-full',
      'The disk is full, so this could not be saved. What was saved before is safe.',
      {
        cause: error,
      },
    );
  }
  return new AppError(
    'storage-failed',
    'This could not be saved to disk. What was saved before is safe.',
    {
      situation: 'file-not-saved',
      cause: error,
      ...(code === undefined ? {} : { details: { reason: code } }),
    },
  );
}

/** The `code` of a Node error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
