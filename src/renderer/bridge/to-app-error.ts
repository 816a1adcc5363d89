import { ORPCError } from '@orpc/client';
import { AppError, isErrorCode } from '../../shared/errors.ts';
import { isRecord } from '../../shared/is-record.ts';

/** What a call threw, as the AppError it was at the other end. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (!(error instanceof ORPCError) || !isErrorCode(error.code)) {
    return new AppError('internal', 'Something went wrong inside Tina. Nothing was lost.', {
      cause: error,
    });
  }
  const data: unknown = error.data;
  const { retryable, details } = isRecord(data) ? data : {};
  return new AppError(error.code, error.message, {
    retryable: retryable === true,
    ...(isRecord(details) ? { details } : {}),
  });
}
