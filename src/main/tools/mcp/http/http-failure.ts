import { AppError } from '../../../../shared/errors.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import type { AuthorizationCause } from './http-authorizer.ts';

/** Why a server at an address could not be used, as facts a page can say in its own words. */
export type HttpFailure =
  /** `reason` is the system's code, such as `ECONNREFUSED`; `closed` where it has none. */
  | { readonly cause: 'unreachable'; readonly host: string; readonly reason: string }
  | { readonly cause: 'closed'; readonly host: string; readonly reason: string }
  | { readonly cause: AuthorizationCause; readonly host: string }
  /** The header that its person set is not what it wants. */
  | { readonly cause: 'token-refused'; readonly host: string }
  /** Followed, the request and what it carries would go to somebody nobody agreed to. */
  | { readonly cause: 'address-moved'; readonly host: string }
  | { readonly cause: 'http-status'; readonly host: string; readonly status: number }
  /** Whoever answers there speaks something else. */
  | { readonly cause: 'answer-unreadable'; readonly host: string }
  | { readonly cause: 'timed-out'; readonly host: string; readonly seconds: number }
  /** It speaks only what came after our newest version. */
  | { readonly cause: 'version-unknown'; readonly host: string };

const sentences: Readonly<Record<HttpFailure['cause'], string>> = {
  unreachable: 'The server could not be reached.',
  closed: 'The connection to the server was lost.',
  'sign-in-needed': 'The server wants to know who you are.',
  'sign-in-not-accepted': 'The server does not accept the sign-in.',
  'more-access-needed': 'The server wants more access for this than it was given.',
  'authorization-unreachable': 'Whoever signs people in could not be reached.',
  'token-refused': 'The server does not accept the header that says who asks.',
  forbidden: 'The server does not allow this.',
  'address-moved': 'The server sends elsewhere, and Tina does not follow.',
  'http-status': 'The server answered with an error.',
  'answer-unreadable': 'What answers at this address is no MCP server.',
  'timed-out': 'The server did not answer in time.',
  'version-unknown': 'The server speaks a version of the protocol that Tina does not.',
};

const mayHelpToTryAgain: ReadonlySet<HttpFailure['cause']> = new Set([
  'unreachable',
  'closed',
  'timed-out',
  'authorization-unreachable',
]);

export function httpFailure(server: string, failure: HttpFailure, because?: unknown): AppError {
  const { cause } = failure;
  const mayPass =
    mayHelpToTryAgain.has(cause) || (failure.cause === 'http-status' && failure.status >= 500);
  return new AppError('mcp-connection-failed', sentences[cause], {
    retryable: mayPass,
    details: { server, ...failure },
    ...(because === undefined ? {} : { cause: because }),
  });
}

/** The code within what `fetch` rejects with. Its words may repeat an address with what is secret in it. */
export function reasonOf(error: unknown): string {
  const within = error instanceof Error ? error.cause : undefined;
  const code =
    isRecord(within) || within instanceof Error ? Reflect.get(within, 'code') : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'closed';
}
