import type { AppError, ErrorCode, ErrorDetails } from '../../../shared/errors.ts';
import { answerError, idOf, wordOf } from '../http/answer-error.ts';
import type { ErrorVocabulary, Refusal, Said } from '../http/answer-error.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import { timeIn } from '../http/retry-at.ts';
import type { CallFacts } from '../http/vendor.ts';
import { durationOf } from './duration.ts';

/** How an answer refuses in the vendor's words; everyone who speaks like it has these, or some of them. */
export const openaiErrors: ErrorVocabulary = {
  read,
  statuses: new Map([
    ['authentication_error', 401],
    ['invalid_api_key', 401],
    ['permission_error', 403],
    ['insufficient_permissions', 403],
    ['rate_limit_error', 429],
    ['rate_limit_exceeded', 429],
    ['server_error', 500],
    ['api_error', 500],
    ['internal_error', 500],
    ['vector_store_timeout', 504],
    ['engine_overloaded', 529],
    ['overloaded_error', 529],
    ['server_is_overloaded', 529],
    ['slow_down', 529],
  ]),
  codes: new Map<string, ErrorCode>([
    ['insufficient_quota', 'quota-exceeded'],
    ['billing_hard_limit_reached', 'quota-exceeded'],
    ['billing_not_active', 'quota-exceeded'],
    ['account_deactivated', 'permission-denied'],
    ['unsupported_country_region_territory', 'permission-denied'],
    ['context_length_exceeded', 'context-overflow'],
    ['string_above_max_length', 'too-large'],
    ['image_file_too_large', 'too-large'],
    ['model_not_found', 'unknown-model'],
    ['content_filter', 'content-refused'],
    ['content_policy_violation', 'content-refused'],
    ['image_content_policy_violation', 'content-refused'],
    ['moderation_blocked', 'content-refused'],
    ['bio_policy', 'content-refused'],
    ['cyber_policy', 'content-refused'],
    // Not a prompt of the wrong shape: one that the vendor's rules forbid.
    ['invalid_prompt', 'content-refused'],
  ]),
};

/**
 * An `error` event, or the error of a response that failed. Its fields are in an object of their own or, as the
 * vendor documents it, in the event itself.
 */
export function fromErrorEvent(error: unknown, facts: CallFacts): AppError {
  const refusal = { status: undefined, headers: undefined, body: { error } };
  return answerError(refusal, withinStream, facts);
}

/**
 * Words that say less than the status does where there is one: a key that is wrong or missing (401) reads
 * `invalid_request_error` as well.
 */
const withinStream: ErrorVocabulary = {
  ...openaiErrors,
  statuses: new Map([
    ...openaiErrors.statuses,
    ['invalid_request_error', 400],
    ['not_found_error', 404],
    ...[
      'data_residency_mismatch',
      'empty_image_file',
      'failed_to_download_image',
      'image_file_not_found',
      'image_parse_error',
      'image_too_large',
      'image_too_small',
      'invalid_base64_image',
      'invalid_image',
      'invalid_image_format',
      'invalid_image_mode',
      'invalid_image_url',
      'unsupported_image_media_type',
    ].map((word) => [word, 400] as const),
  ]),
};

function read({ headers, body }: Refusal, now: number): Said {
  const said = fieldsOf(body)?.['error'];
  const error = fieldsOf(said);
  const message = textOf(error?.['message']) ?? textOf(said) ?? '';
  return {
    type: wordOf(error?.['type']),
    errorCode: wordOf(error?.['code']),
    message,
    requestId: idOf(headers?.get('x-request-id')),
    facts: fieldIn(error?.['param']),
    retryAt: retryAtIn(message, now),
  };
}

/** “input[3].content[0].image_url”: the place in the request that the vendor objects to. */
function fieldIn(param: unknown): ErrorDetails {
  return typeof param === 'string' && fieldPath.test(param) ? { field: param } : {};
}

const fieldPath =
  /^(model|input|instructions|messages|tools|tool_choice|reasoning|reasoning_effort|temperature|top_p|max_output_tokens|max_completion_tokens|max_tokens|include|text|store|stream|stream_options|parallel_tool_calls)(\.?\[\d{1,6}\]|\.[a-z_0-9]{1,40}){0,12}$/;

/** “Please try again in 1.898s.”: within a stream there are no headers that say it. */
function retryAtIn(message: string, now: number): number | undefined {
  const [, duration = ''] = /try again in ([\d.a-z]{1,40}?)\.?(?:\s|$)/i.exec(message) ?? [];
  const ms = durationOf(duration);
  return ms === undefined || ms === 0 ? undefined : timeIn(ms, now);
}
