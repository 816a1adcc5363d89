import type { AppError, ErrorCode, ErrorDetails } from '../../../shared/errors.ts';
import { answerError, wordOf } from '../http/answer-error.ts';
import type { ErrorVocabulary, Refusal, Said } from '../http/answer-error.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { timeIn } from '../http/retry-at.ts';
import type { CallFacts } from '../http/vendor.ts';
import { objectsIn } from './objects-in.ts';

/** The vendor's errors are those of google.rpc: a status in words, a message, and typed details. */
export const googleErrors: ErrorVocabulary = {
  read,
  statuses: new Map([
    ['INVALID_ARGUMENT', 400],
    ['FAILED_PRECONDITION', 400],
    ['OUT_OF_RANGE', 400],
    ['UNAUTHENTICATED', 401],
    ['PERMISSION_DENIED', 403],
    ['NOT_FOUND', 404],
    ['ABORTED', 409],
    ['ALREADY_EXISTS', 409],
    ['RESOURCE_EXHAUSTED', 429],
    ['CANCELLED', 500],
    ['DATA_LOSS', 500],
    ['INTERNAL', 500],
    ['UNKNOWN', 500],
    ['UNIMPLEMENTED', 501],
    ['DEADLINE_EXCEEDED', 504],
    // “The model is overloaded.”
    ['UNAVAILABLE', 529],
  ]),
  codes: new Map<string, ErrorCode>([
    ['API_KEY_INVALID', 'authentication-failed'],
    ['API_KEY_EXPIRED', 'authentication-failed'],
    ['BILLING_DISABLED', 'quota-exceeded'],
    ['DAILY_QUOTA', 'quota-exceeded'],
    ['CREDITS_DEPLETED', 'quota-exceeded'],
    ['TOO_MANY_TOKENS', 'context-overflow'],
    ['PAYLOAD_TOO_LARGE', 'too-large'],
    // The free tier is not offered where this computer is.
    ['FAILED_PRECONDITION', 'permission-denied'],
  ]),
};

/** An `error` within the answer. */
export function fromErrorEvent(error: unknown, facts: CallFacts): AppError {
  const refusal = { status: undefined, headers: undefined, body: { error } };
  return answerError(refusal, googleErrors, facts);
}

function read({ body }: Refusal, now: number): Said {
  // Some of its servers put the one error into an array.
  const error = fieldsOf(fieldsOf(Array.isArray(body) ? body[0] : body)?.['error']);
  const message = textOf(error?.['message']) ?? '';
  const details = detailsIn(error);
  const [, asked, limit] = tooManyTokens.exec(message) ?? [];
  const delay = seconds(details('RetryInfo')?.['retryDelay']);
  return {
    type: wordOf(error?.['status']),
    errorCode: closerWord(message, details),
    message,
    requestId: undefined,
    retryAt: delay === undefined ? undefined : timeIn(delay * 1000, now),
    facts: {
      ...(asked === undefined ? {} : { asked: Number(asked), limit: Number(limit) }),
      ...fieldIn(details('BadRequest')),
    },
  };
}

type DetailsOf = (type: string) => Fields | undefined;

function detailsIn(error: Fields | undefined): DetailsOf {
  const details = objectsIn(error?.['details']);
  return (type) => details.find((detail) => textOf(detail['@type'])?.endsWith(`.${type}`));
}

/** The vendor's reason. Where it has none, a word for what only its message or its lists say. */
function closerWord(message: string, details: DetailsOf): string | undefined {
  if (tooManyTokens.test(message)) return 'TOO_MANY_TOKENS';
  if (/payload size exceeds/i.test(message)) return 'PAYLOAD_TOO_LARGE';
  if (/credits are depleted|spend(ing)? cap/i.test(message)) return 'CREDITS_DEPLETED';
  if (objectsIn(details('QuotaFailure')?.['violations']).some(isDaily)) return 'DAILY_QUOTA';
  return wordOf(details('ErrorInfo')?.['reason']);
}

const tooManyTokens =
  /input token count \(?(\d{1,12})\)? exceeds the maximum number of tokens allowed \(?(\d{1,12})/i;

/** A quota that is full again only tomorrow: waiting a minute does not help. */
function isDaily({ quotaId }: Fields): boolean {
  return textOf(quotaId)?.includes('PerDay') === true;
}

/** “34.07s”, as protocol buffers write a duration. */
function seconds(duration: unknown): number | undefined {
  const [, number] = /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(textOf(duration) ?? '') ?? [];
  return number === undefined || Number(number) === 0 ? undefined : Number(number);
}

/** The place in the request that the vendor objects to: names of its own fields, and indices. */
function fieldIn(badRequest: Fields | undefined): ErrorDetails {
  const field = textOf(objectsIn(badRequest?.['fieldViolations'])[0]?.['field']) ?? '';
  return /^[a-z_A-Z]{1,40}(\[\d+\])?(\.[a-z_A-Z]{1,40}(\[\d+\])?){0,16}$/.test(field)
    ? { field }
    : {};
}
