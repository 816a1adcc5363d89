import type { ErrorSituation } from '../../../shared/error-situations.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import { fieldsOf, textOf } from './fields.ts';
import { detailsOf } from './vendor.ts';
import type { CallFacts } from './vendor.ts';

/** What went wrong between here and the host; undefined if the error tells of something else. */
export function connectionError(error: unknown, { vendor, host }: CallFacts): AppError | undefined {
  const chain = causesOf(error);
  const reasons = chain.flatMap(({ code }) => (code === undefined ? [] : [code]));
  const messages = chain.map(({ message }) => message);
  const known = kinds.find(({ is }) => is(reasons, messages));
  if (known === undefined) return undefined;
  return new AppError(known.code, known.sentence(host), {
    cause: error,
    situation: known.situation,
    details: {
      ...detailsOf(vendor),
      host,
      ...(reasons[0] === undefined ? {} : { reason: reasons[0] }),
    },
  });
}

interface Kind {
  readonly is: (reasons: readonly string[], messages: readonly string[]) => boolean;
  readonly code: ErrorCode;
  readonly situation: ErrorSituation;
  readonly sentence: (host: string) => string;
}

const reason =
  (...known: string[]) =>
  (reasons: readonly string[]) =>
    reasons.some((code) => known.includes(code));

const kinds: readonly Kind[] = [
  {
    is: (_, messages) => messages.includes('unexpected redirect'),
    code: 'network-failed',
    situation: 'redirected',
    sentence: (host) =>
      `${host} wanted the request sent on to another address. Tina did not follow, and nothing was sent there.`,
  },
  {
    is: reason('ECONNREFUSED'),
    code: 'network-failed',
    situation: 'nothing-answers',
    sentence: (host) =>
      `Nothing answers at ${host}. Check the address, and whether that server is running.`,
  },
  {
    is: reason('ENOTFOUND', 'EAI_AGAIN'),
    code: 'network-failed',
    situation: 'host-unknown',
    sentence: (host) =>
      `${host} could not be found. Check the address and this computer’s connection.`,
  },
  {
    is: (reasons) => reasons.some((code) => /CERT|^ERR_TLS|^ERR_SSL|^EPROTO$/.test(code)),
    code: 'network-failed',
    situation: 'connection-not-safe',
    sentence: (host) =>
      `The connection to ${host} is not safe: its certificate or encryption was refused.`,
  },
  {
    is: reason('UND_ERR_BODY_TIMEOUT'),
    code: 'stream-stalled',
    situation: 'silent-host',
    sentence: (host) => `Nothing more came from ${host}.`,
  },
  {
    is: (reasons, messages) =>
      reason('UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'ETIMEDOUT')(reasons) ||
      messages.includes('Request timed out.'),
    code: 'timed-out',
    situation: 'slow-host',
    sentence: (host) => `${host} did not answer in time.`,
  },
  {
    is: reason('ERR_INVALID_URL'),
    code: 'invalid-input',
    situation: 'saved-address-broken',
    sentence: () => 'The address in the settings is not a web address.',
  },
  {
    is: reason('ERR_CONTENT_DECODING_FAILED', 'Z_DATA_ERROR', 'Z_BUF_ERROR'),
    code: 'bad-response',
    situation: 'not-unpacked',
    sentence: (host) => `What came from ${host} could not be unpacked.`,
  },
  {
    is: (_, messages) => messages.includes('terminated'),
    code: 'network-failed',
    situation: 'connection-broke',
    sentence: (host) => `The connection to ${host} broke off in the middle of the answer.`,
  },
  {
    is: (reasons, messages) =>
      messages.includes('fetch failed') ||
      messages.includes('Connection error.') ||
      reasons.some((code) => /^(E[A-Z]+|UND_ERR_[A-Z_]+)$/.test(code)),
    code: 'network-failed',
    situation: 'connection-failed',
    sentence: (host) => `The connection to ${host} failed.`,
  },
];

interface Cause {
  readonly message: string;
  readonly code: string | undefined;
}

/** The error and what caused it. `fetch` says what happened only in its cause's code. */
function causesOf(error: unknown): Cause[] {
  const causes: Cause[] = [];
  for (let at = error; at instanceof Error && causes.length < 6; at = at.cause) {
    const code = textOf(fieldsOf(at)?.['code']);
    causes.push({
      message: at.message,
      code: code !== undefined && /^[A-Z0-9_]{1,64}$/.test(code) ? code : undefined,
    });
    // One host, several addresses: any of them tells enough.
    if (at instanceof AggregateError) causes.push(...at.errors.slice(0, 2).flatMap(causesOf));
  }
  return causes;
}
