import { APIConnectionError, APIError } from '@anthropic-ai/sdk';
import { AppError } from '../../../shared/errors.ts';
import type { ErrorDetails } from '../../../shared/errors.ts';
import { answerError, idOf, wordOf } from '../http/answer-error.ts';
import type { ErrorVocabulary } from '../http/answer-error.ts';
import { connectionError } from '../http/connection-error.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { CallFacts } from '../http/vendor.ts';

/** What a call threw, translated. Errors that are not the vendor's doing are given back as they are. */
export function toAppError(error: unknown, facts: CallFacts): unknown {
  if (error instanceof AppError) return error;
  // The SDK's connection errors are API errors as well, without a status.
  if (
    error instanceof APIError &&
    !(error instanceof APIConnectionError) &&
    error.status !== undefined
  ) {
    const { status, headers, error: body } = error;
    return answerError({ status, headers, body }, vocabulary, facts);
  }
  return connectionError(error, facts) ?? error;
}

/** An `error` event within the answer. */
export function fromErrorEvent(error: unknown, facts: CallFacts): AppError {
  const refusal = { status: undefined, headers: undefined, body: { error } };
  return answerError(refusal, vocabulary, facts);
}

const vocabulary: ErrorVocabulary = {
  read({ headers, body }) {
    const error = fieldsOf(fieldsOf(body)?.['error']);
    const message = textOf(error?.['message']) ?? '';
    return {
      type: wordOf(error?.['type']),
      errorCode: wordOf(fieldsOf(error?.['details'])?.['error_code']),
      message,
      requestId: idOf(headers?.get('request-id') ?? fieldsOf(body)?.['request_id']),
      facts: fieldIn(message),
    };
  },
  statuses: new Map([
    ['invalid_request_error', 400],
    ['authentication_error', 401],
    ['billing_error', 402],
    ['permission_error', 403],
    ['not_found_error', 404],
    ['conflict_error', 409],
    ['request_too_large', 413],
    ['rate_limit_error', 429],
    ['api_error', 500],
    ['timeout_error', 504],
    ['overloaded_error', 529],
  ]),
  codes: new Map([
    ['enforced_spend_limit_reached', 'quota-exceeded'],
    ['organization_on_hold', 'permission-denied'],
  ]),
};

/** “messages.3.content.0.text: …”: the place in the request that the vendor objects to. */
function fieldIn(message: string): ErrorDetails {
  const [, field] =
    /^((?:model|messages|system|tools|thinking|max_tokens|output_config)(?:\.[a-z_0-9]{1,40}){0,12}):/.exec(
      message,
    ) ?? [];
  return field === undefined ? {} : { field };
}
