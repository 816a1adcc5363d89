import { ORPCError } from '@orpc/client';
import { ValidationError } from '@orpc/contract';
import { AppError, toWire } from '../../shared/errors.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Log } from '../host.ts';
import { logBug } from '../log-bug.ts';

/** oRPC's own error with our code, so that each arrives as what it is. */
export function bridgeError(error: unknown, log: Log): ORPCError<ErrorCode, unknown> {
  const appError = asAppError(error);
  const { code, message, ...data } =
    appError === undefined ? toWire(error, logBug(error, log)) : toWire(appError);
  return new ORPCError(code, { status: httpStatus(code), message, data });
}

/** undefined: a bug. */
function asAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  if (
    error instanceof ORPCError &&
    error.code === 'BAD_REQUEST' &&
    error.cause instanceof ValidationError
  ) {
    const issues = error.cause.issues.map(({ path, message }) => ({
      path: (path ?? [])
        .map((segment) => String(typeof segment === 'object' ? segment.key : segment))
        .join('.'),
      message,
    }));
    const problem = issues.map(describe).join('; ');
    return new AppError('invalid-input', `This request is not valid: ${problem}.`, {
      situation: 'request-invalid',
      details: { issues, problem },
    });
  }
  return undefined;
}

/** To stand in a sentence, which has a full stop of its own. */
function describe({ path, message }: { readonly path: string; readonly message: string }): string {
  const words = message.replace(/\.$/, '');
  return path === '' ? words : `${path}: ${words}`;
}

function httpStatus(code: ErrorCode): number {
  switch (code) {
    case 'authentication-failed':
      return 401;
    case 'permission-denied':
    case 'quota-exceeded':
    case 'tool-denied':
      return 403;
    case 'not-found':
    case 'unknown-model':
    case 'unknown-provider':
    case 'tool-not-found':
      return 404;
    case 'conflict':
      return 409;
    case 'too-large':
      return 413;
    case 'invalid-input':
      return 422;
    case 'rate-limited':
      return 429;
    default:
      return 500;
  }
}
