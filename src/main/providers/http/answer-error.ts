import type { ErrorSituation } from '../../../shared/error-situations.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ErrorCode, ErrorDetails } from '../../../shared/errors.ts';
import { retryAtOf } from './retry-at.ts';
import { utcTime } from './utc-time.ts';
import { detailsOf } from './vendor.ts';
import type { CallFacts } from './vendor.ts';

/** An answer that refuses. Within a stream it has neither status nor headers. */
export interface Refusal {
  readonly status: number | undefined;
  readonly headers: Headers | undefined;
  /** The body, if it was JSON. */
  readonly body: unknown;
}

/** What a vendor's error says, in every vendor's terms. */
export interface Said {
  /** The vendor's word for the kind of error, and the closer one where it has one. */
  readonly type: string | undefined;
  readonly errorCode?: string | undefined;
  /** Looked into, never repeated: a server can put a key or a prompt into it. */
  readonly message: string;
  readonly requestId: string | undefined;
  /** Facts for the error's details. */
  readonly facts?: ErrorDetails | undefined;
  /** Ms since 1970, where the body says when to come again. */
  readonly retryAt?: number | undefined;
}

/** How one vendor's errors are read. */
export interface ErrorVocabulary {
  read(refusal: Refusal, now: number): Said;
  /** The HTTP status its words stand for: an error within a stream has no other. */
  readonly statuses: ReadonlyMap<string, number>;
  /** Words that mean more than a status can. */
  readonly codes: ReadonlyMap<string, ErrorCode>;
}

/** The vendor's refusal as our error. Nothing of its own wording is repeated. */
export function answerError(
  refusal: Refusal,
  vocabulary: ErrorVocabulary,
  facts: CallFacts,
): AppError {
  const { status, headers } = refusal;
  const said = vocabulary.read(refusal, facts.now());
  const { type, errorCode } = said;
  const words = [errorCode, type].filter((word) => word !== undefined);
  const meant = isVague(status) ? (firstOf(words, vocabulary.statuses) ?? status) : status;
  const code = firstOf(words, vocabulary.codes) ?? codeOf(meant, said.message);
  const isOverloaded = meant === 529;
  const retryAt =
    code === 'rate-limited' || code === 'provider-failed'
      ? (retryAtOf(headers, facts.now()) ?? said.retryAt)
      : undefined;
  const details = {
    ...detailsOf(facts.vendor),
    ...(status === undefined ? {} : { httpStatus: status }),
    ...(said.requestId === undefined ? {} : { requestId: said.requestId }),
    ...(type === undefined ? {} : { type }),
    ...(errorCode === undefined ? {} : { errorCode }),
    host: facts.host,
    ...(facts.model === undefined ? {} : { model: facts.model }),
    ...(retryAt === undefined ? {} : { retryAt }),
    ...limitsIn(said.message),
    ...said.facts,
  };
  const situation = situationOf(code, isOverloaded, details);
  return new AppError(code, sentenceFor(code, { status, isOverloaded, details }, facts), {
    ...(situation === undefined ? {} : { situation }),
    details,
  });
}

/** Statuses that vendors send for more than they stand for, and no status at all. */
function isVague(status: number | undefined): boolean {
  return status === undefined || status === 400 || status >= 500;
}

function firstOf<Value>(
  words: readonly string[],
  meanings: ReadonlyMap<string, Value>,
): Value | undefined {
  const known = words.find((word) => meanings.has(word));
  return known === undefined ? undefined : meanings.get(known);
}

function codeOf(status: number | undefined, message: string): ErrorCode {
  if (status === 413) return 'too-large';
  if (status === 402 || /credit balance|spend(ing)? limit|usage limits/i.test(message))
    return 'quota-exceeded';
  if (/too long|context (limit|window|length)|too many (input )?tokens/i.test(message))
    return 'context-overflow';
  if (status === 401) return 'authentication-failed';
  if (status === 403) return 'permission-denied';
  if (status === 404) return /\bmodels?\b/i.test(message) ? 'unknown-model' : 'not-found';
  if (status === 408) return 'timed-out';
  if (status === 409) return 'conflict';
  if (status === 429) return 'rate-limited';
  return status !== undefined && status < 500 ? 'invalid-input' : 'provider-failed';
}

/** Where a vendor means something by a code that it does not mean everywhere. */
function situationOf(
  code: ErrorCode,
  isOverloaded: boolean,
  details: ErrorDetails,
): ErrorSituation | undefined {
  switch (code) {
    case 'rate-limited':
      return details['retryAt'] === undefined ? undefined : 'no-room-until';
    case 'too-large':
      return 'request-too-large';
    case 'not-found':
      return 'address-unknown';
    case 'timed-out':
      return 'slow-request';
    case 'conflict':
      return 'provider-busy';
    case 'provider-failed':
      return isOverloaded ? 'overloaded' : undefined;
    case 'invalid-input':
      return details['field'] === undefined ? 'request-refused' : 'field-refused';
    default:
      return undefined;
  }
}

function sentenceFor(
  code: ErrorCode,
  {
    status,
    isOverloaded,
    details,
  }: {
    readonly status: number | undefined;
    readonly isOverloaded: boolean;
    readonly details: ErrorDetails;
  },
  { vendor: { name }, host, model }: CallFacts,
): string {
  const http = status === undefined ? '' : ` (HTTP ${status})`;
  switch (code) {
    case 'authentication-failed':
      return `${name} did not accept the key${http}. Check it in the settings.`;
    case 'permission-denied':
      return `${name} does not allow this key to do that${http}.`;
    case 'quota-exceeded':
      return `The ${name} account has no credit or budget left${http}. Its owner can change that at ${name}.`;
    case 'rate-limited': {
      const retryAt = details['retryAt'];
      if (typeof retryAt !== 'number')
        return `${name} is getting too many requests from this key${http}. Try again a little later.`;
      return `${name} is getting too many requests from this key${http}. It takes new ones again from ${utcTime(retryAt)}.`;
    }
    case 'context-overflow':
      return `This conversation is longer than ${model ?? 'the model'} can take in. Shorten it, begin a new one, or choose a model that takes more.`;
    case 'content-refused':
      return `${name} declined to answer this${http}.`;
    case 'too-large':
      return `The request is larger than ${name} accepts${http}. Attachments count too.`;
    case 'unknown-model':
      return `${name} does not know the model ${model ?? 'that was asked for'}${http}, or this key may not use it.`;
    case 'not-found':
      return `${host} does not know what was asked of it${http}. Check the address in the settings.`;
    case 'timed-out':
      return `${name} took too long over the request${http}.`;
    case 'conflict':
      return `${name} is busy with the same thing already${http}. Try again.`;
    case 'provider-failed':
      return isOverloaded
        ? `${name} has more to do than it can handle right now${http}. Try again a little later.`
        : `${name} had a problem of its own${http}. Try again a little later.`;
    default: {
      const field = details['field'];
      return `${name} did not accept the request${http}${typeof field === 'string' ? `: it objects to ${field}` : ''}.`;
    }
  }
}

/** The two numbers of “220000 tokens > 200000 maximum”: facts, not words. */
function limitsIn(message: string): ErrorDetails {
  const [, asked, limit] = /(\d{1,12})(?: tokens)? > (\d{1,12})/.exec(message) ?? [];
  return asked === undefined ? {} : { asked: Number(asked), limit: Number(limit) };
}

/** A word of a vendor's vocabulary, and not a sentence somebody put in its place. */
export function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z][A-Za-z_0-9]{0,63}$/.test(value)
    ? value
    : undefined;
}

export function idOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w-]{1,128}$/.test(value) ? value : undefined;
}
