import type { ErrorSituation } from './error-situations.ts';

/** Every way Tina can fail. Add to this list, never beside it. */
export const errorCodes = [
  'authentication-failed',
  'permission-denied',
  'quota-exceeded',
  'rate-limited',
  'network-failed',
  'timed-out',
  'stream-stalled',
  'stream-truncated',
  'bad-response',
  'provider-failed',
  'provider-unavailable',
  'retries-exhausted',
  'content-refused',
  'context-overflow',
  'not-initialized',
  'unknown-provider',
  'unknown-model',
  'invalid-input',
  'not-found',
  'conflict',
  'too-large',
  'mcp-connection-failed',
  'mcp-request-failed',
  'tool-not-found',
  'tool-discovery-failed',
  'tool-failed',
  'tool-denied',
  'tool-conversion-failed',
  'message-parse-failed',
  'surface-invalid',
  'storage-failed',
  'disk-full',
  'database-newer',
  'settings-corrupt',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Facts a person or a program can act on; JSON only, never a secret, a stack or a path of ours. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

export interface AppErrorOptions {
  readonly retryable?: boolean;
  /** Which of the things it is that the code can mean; found in `details`. */
  readonly situation?: ErrorSituation;
  readonly details?: ErrorDetails;
  readonly cause?: unknown;
}

/** The one error of the application. `message` is a sentence a person can act on. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly details: ErrorDetails | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? retryableByDefault.has(code);
    const { situation, details } = options;
    this.details = situation === undefined ? details : { situation, ...details };
  }
}

/** What of an error may cross a boundary. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly details?: ErrorDetails | undefined;
}

/** Drops cause and stack; anything that is not an AppError becomes `internal` without its text. */
export function toWire(error: unknown, requestId?: string): WireError {
  if (error instanceof AppError) {
    const { code, message, retryable, details } = error;
    return details === undefined
      ? { code, message, retryable }
      : { code, message, retryable, details };
  }
  return {
    code: 'internal',
    message: 'Something went wrong inside Tina. Nothing was lost.',
    retryable: false,
    ...(requestId === undefined ? {} : { details: { requestId } }),
  };
}

export function fromWire(wire: WireError): AppError {
  return new AppError(wire.code, wire.message, {
    retryable: wire.retryable,
    ...(wire.details === undefined ? {} : { details: wire.details }),
  });
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && (errorCodes as readonly string[]).includes(value);
}

const retryableByDefault: ReadonlySet<ErrorCode> = new Set([
  'rate-limited',
  'network-failed',
  'timed-out',
  'stream-stalled',
  'stream-truncated',
  'bad-response',
  'provider-failed',
  'provider-unavailable',
]);
