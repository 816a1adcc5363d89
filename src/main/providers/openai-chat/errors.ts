import type { AppError, ErrorCode } from '../../../shared/errors.ts';
import { answerError, idOf } from '../http/answer-error.ts';
import type { ErrorVocabulary, Refusal, Said } from '../http/answer-error.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import type { CallFacts } from '../http/vendor.ts';
import { openaiErrors } from '../openai/errors.ts';

export interface Words {
  readonly statuses?: Readonly<Record<string, number>>;
  readonly codes?: Readonly<Record<string, ErrorCode>>;
}

/**
 * How servers that speak like OpenAI refuse. They agree on `error.message`; the rest they put elsewhere, leave
 * out, or say with a number.
 */
export function chatErrors(requestIdHeader: string, words: Words = {}): ErrorVocabulary {
  return {
    read: (refusal, now) => read(refusal, now, requestIdHeader),
    statuses: new Map([
      // Words that say less than the status beside them, of whatever kind it is.
      ...[...openaiErrors.statuses].filter(([word]) => !vague.has(word)),
      ['insufficient_system_resource', 529],
      ...Object.entries(words.statuses ?? {}),
    ]),
    codes: new Map([
      ...openaiErrors.codes,
      ['exceed_context_size_error', 'context-overflow'],
      ...Object.entries(words.codes ?? {}),
    ]),
  };
}

const vague: ReadonlySet<string> = new Set(['api_error', 'server_error', 'internal_error']);

/** An error within a stream: it has no status but the number it may name. */
export function errorWithin(body: unknown, errors: ErrorVocabulary, facts: CallFacts): AppError {
  const refusal = { status: statusIn(body), headers: undefined, body };
  const within: ErrorVocabulary = {
    ...errors,
    statuses: new Map([
      ['invalid_request_error', 400],
      ['not_found_error', 404],
      ...errors.statuses,
    ]),
  };
  return answerError(refusal, within, facts);
}

function read(refusal: Refusal, now: number, requestIdHeader: string): Said {
  const { headers, body } = refusal;
  const error = errorIn(body);
  const said = openaiErrors.read({ ...refusal, body: { error } }, now);
  const inner = fieldsOf(error['metadata']);
  // OpenRouter says first that somebody failed, and only then who and how.
  const message = [said.message, textOf(inner?.['raw']) ?? ''].join(' ').trim();
  const word = wordIn(message, inner) ?? said.errorCode;
  return {
    ...said,
    errorCode: word,
    message,
    requestId: idOf(headers?.get(requestIdHeader)) ?? said.requestId,
  };
}

/** What some say in a sentence, with a status that means something else, and others with a word. */
function wordIn(message: string, inner: Fields | undefined): string | undefined {
  if (/\b(incorrect|invalid) api key\b/i.test(message)) return 'invalid_api_key';
  return Array.isArray(inner?.['reasons']) ? 'moderation_blocked' : undefined;
}

/** The error's fields, wherever they are: `error`, the body itself, or FastAPI's `detail`. */
function errorIn(body: unknown): Fields {
  const fields = fieldsOf(body) ?? {};
  const error = fieldsOf(fields['error']);
  if (error !== undefined) return error;
  const detail = fields['detail'];
  const [first] = Array.isArray(detail) ? detail.map(fieldsOf) : [];
  const message =
    textOf(fields['error']) ??
    textOf(fields['message']) ??
    textOf(detail) ??
    textOf(fieldsOf(detail)?.['message']) ??
    textOf(first?.['msg']);
  return { ...fields, message };
}

/** 402 within `{"error":{"code":402}}`: what is no HTTP status of an error is none. */
function statusIn(body: unknown): number | undefined {
  const { code, status } = errorIn(body);
  const number = Number(code ?? status);
  return Number.isInteger(number) && number >= 400 && number < 600 ? number : undefined;
}
