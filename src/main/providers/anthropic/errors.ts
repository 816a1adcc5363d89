import { APIConnectionError, APIError } from '@anthropic-ai/sdk';
import type { ErrorSituation } from '../../../shared/error-situations.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import { connectionError } from './connection-error.ts';
import { fieldsOf, textOf } from './fields.ts';
import { retryAtOf } from './retry-at.ts';
import { ofAnthropic } from './of-anthropic.ts';

/** What an error may say about the call besides what the vendor said. */
export interface CallFacts {
  /** Of the address that was asked. */
  readonly host: string;
  readonly model?: string;
  readonly now: () => number;
}

/**
 * What a call threw, translated. Nothing of the vendor's own wording is repeated: a server can put
 * a key or a prompt into it. Errors that are not the vendor's doing are given back as they are.
 */
export function toAppError(error: unknown, facts: CallFacts): unknown {
  if (error instanceof AppError) return error;
  // The SDK's connection errors are API errors as well, without a status.
  if (
    error instanceof APIError &&
    !(error instanceof APIConnectionError) &&
    error.status !== undefined
  ) {
    return fromAnswer({ status: error.status, headers: error.headers, body: error.error }, facts);
  }
  return connectionError(error, facts.host) ?? error;
}

/** An `error` event within the answer. */
export function fromErrorEvent(error: unknown, facts: CallFacts): AppError {
  return fromAnswer({ status: undefined, headers: undefined, body: { error } }, facts);
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: Headers | undefined;
  readonly body: unknown;
}

function fromAnswer({ status, headers, body }: Answer, facts: CallFacts): AppError {
  const error = fieldsOf(fieldsOf(body)?.['error']);
  const said: Said = {
    status,
    type: wordOf(error?.['type']),
    errorCode: wordOf(fieldsOf(error?.['details'])?.['error_code']),
    message: textOf(error?.['message']) ?? '',
  };
  const code = codeOf(said);
  const retryAt = code === 'rate-limited' ? retryAtOf(headers, facts.now()) : undefined;
  const requestId = idOf(headers?.get('request-id') ?? fieldsOf(body)?.['request_id']);
  const details = {
    ...ofAnthropic,
    ...(status === undefined ? {} : { httpStatus: status }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(said.type === undefined ? {} : { type: said.type }),
    ...(said.errorCode === undefined ? {} : { errorCode: said.errorCode }),
    host: facts.host,
    ...(facts.model === undefined ? {} : { model: facts.model }),
    ...(retryAt === undefined ? {} : { retryAt }),
    ...limitsIn(said.message),
    ...fieldIn(said.message),
  };
  const situation = situationOf(code, said, details);
  return new AppError(code, sentenceFor(code, said, details, facts), {
    ...(situation === undefined ? {} : { situation }),
    details,
  });
}

interface Said {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly errorCode: string | undefined;
  /** Looked into, never repeated. */
  readonly message: string;
}

function codeOf({ status, type, errorCode, message }: Said): ErrorCode {
  if (status === 413 || type === 'request_too_large') return 'too-large';
  if (status === 402 || type === 'billing_error' || errorCode === 'enforced_spend_limit_reached')
    return 'quota-exceeded';
  if (/credit balance|spend(ing)? limit|usage limits/i.test(message)) return 'quota-exceeded';
  if (/too long|context (limit|window|length)|too many (input )?tokens/i.test(message))
    return 'context-overflow';
  if (status === 401 || type === 'authentication_error') return 'authentication-failed';
  if (status === 403 || type === 'permission_error' || errorCode === 'organization_on_hold')
    return 'permission-denied';
  if (status === 404 || type === 'not_found_error')
    return /\bmodel\b/i.test(message) ? 'unknown-model' : 'not-found';
  if (status === 408) return 'timed-out';
  if (status === 409 || type === 'conflict_error') return 'conflict';
  if (status === 429 || type === 'rate_limit_error') return 'rate-limited';
  if (type === 'invalid_request_error') return 'invalid-input';
  return status !== undefined && status < 500 ? 'invalid-input' : 'provider-failed';
}

type Details = Readonly<Record<string, unknown>>;

/** Where the vendor means something by a code that it does not mean everywhere. */
function situationOf(code: ErrorCode, said: Said, details: Details): ErrorSituation | undefined {
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
      return isOverloaded(said) ? 'overloaded' : undefined;
    case 'invalid-input':
      return details['field'] === undefined ? 'request-refused' : 'field-refused';
    default:
      return undefined;
  }
}

function isOverloaded({ type, status }: Said): boolean {
  return type === 'overloaded_error' || status === 529;
}

function sentenceFor(
  code: ErrorCode,
  said: Said,
  details: Details,
  { host, model, now }: CallFacts,
): string {
  const http = said.status === undefined ? '' : ` (HTTP ${said.status})`;
  switch (code) {
    case 'authentication-failed':
      return `Anthropic did not accept the key${http}. Check it in the settings.`;
    case 'permission-denied':
      return `Anthropic does not allow this key to do that${http}.`;
    case 'quota-exceeded':
      return `The Anthropic account has no credit or budget left${http}. Its owner can change that in the Claude Console.`;
    case 'rate-limited': {
      const retryAt = details['retryAt'];
      if (typeof retryAt !== 'number')
        return `Anthropic is getting too many requests from this key${http}. Try again a little later.`;
      return `Anthropic is getting too many requests from this key${http}. It takes new ones again in ${inWords(retryAt - now())}.`;
    }
    case 'context-overflow':
      return `This conversation is longer than ${model ?? 'the model'} can take in.`;
    case 'too-large':
      return `The request is larger than Anthropic accepts${http}. Attachments count too.`;
    case 'unknown-model':
      return `Anthropic does not know the model ${model ?? 'that was asked for'}${http}, or this key may not use it.`;
    case 'not-found':
      return `${host} does not know what was asked of it${http}. Check the address in the settings: it ends before “/v1”.`;
    case 'timed-out':
      return `Anthropic took too long over the request${http}.`;
    case 'conflict':
      return `Anthropic is busy with the same thing already${http}. Try again.`;
    case 'provider-failed':
      return isOverloaded(said)
        ? `Anthropic has more to do than it can handle right now${http}. Try again a little later.`
        : `Anthropic had a problem of its own${http}. Try again a little later.`;
    default: {
      const field = details['field'];
      return `Anthropic did not accept the request${http}${typeof field === 'string' ? `: it objects to ${field}` : ''}.`;
    }
  }
}

/** The two numbers of “220000 tokens > 200000 maximum”: facts, not words. */
function limitsIn(message: string): Details {
  const [, asked, limit] = /(\d{1,12})(?: tokens)? > (\d{1,12})/.exec(message) ?? [];
  return asked === undefined ? {} : { asked: Number(asked), limit: Number(limit) };
}

/** “messages.3.content.0.text: …”: the place in the request that the vendor objects to. */
function fieldIn(message: string): Details {
  const [, field] =
    /^((?:model|messages|system|tools|thinking|max_tokens|output_config)(?:\.[a-z_0-9]{1,40}){0,12}):/.exec(
      message,
    ) ?? [];
  return field === undefined ? {} : { field };
}

/** A word of the vendor's vocabulary, and not a sentence somebody put in its place. */
function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[a-z_]{1,64}$/.test(value) ? value : undefined;
}

function idOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w-]{1,128}$/.test(value) ? value : undefined;
}

function inWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.ceil(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.ceil(hours / 24)} days`;
}
