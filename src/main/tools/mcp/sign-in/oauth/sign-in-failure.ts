import { AppError } from '../../../../../shared/errors.ts';

/** Why signing in to a server did not work, as `details.cause`, for a page to say in its own words. */
const sentences = {
  /** Neither it nor anything beside it says who signs people in. */
  'sign-in-not-offered': 'The server does not say where to sign in.',
  'metadata-unreadable': 'What the server says about signing in cannot be used.',
  /** Its metadata are those of another server. */
  'resource-mismatch': 'What is said about signing in is about another server.',
  /** Who answers says to be somebody else. */
  'issuer-mismatch': 'Whoever signs people in says to be somebody else.',
  /** Not encrypted, within a network the server is not in, or with a name in it. */
  'endpoint-refused': 'An address for signing in is none that Tina goes to.',
  'pkce-missing': 'Signing in there is not protected as it has to be.',
  'client-id-needed': 'Tina has to be known there before anybody can sign in.',
  /** Tina is not (or no longer) known there as it says to be. */
  'client-refused': 'Tina is not known there.',
  /** What Tina is known by was given out by somebody else than who asks for it now. */
  'authorization-moved': 'The server sends elsewhere for signing in than before.',
  'authorization-unreachable': 'Whoever signs people in could not be reached.',
  /** The answer came from somebody else than who was asked. */
  'answer-mismatch': 'The answer came from somebody else than who was asked.',
  'sign-in-declined': 'The sign-in was declined.',
  'sign-in-refused': 'The sign-in was refused.',
  'sign-in-too-late': 'Nobody signed in for five minutes.',
  /** A refresh token that is of no use any more. */
  'grant-over': 'The sign-in is over.',
} as const;

export type SignInFault = keyof typeof sentences;

/** `host`: of whom it is about. Nothing of what somebody else said is in it. */
export function signInFailure(
  fault: SignInFault,
  host: string | undefined,
  because?: unknown,
): AppError {
  return new AppError('mcp-connection-failed', sentences[fault], {
    retryable: fault === 'authorization-unreachable',
    details: { cause: fault, ...(host === undefined ? {} : { host }) },
    ...(because === undefined ? {} : { cause: because }),
  });
}

export function signInFault(error: unknown): SignInFault | undefined {
  const cause = error instanceof AppError ? error.details?.['cause'] : undefined;
  return typeof cause === 'string' && isFault(cause) ? cause : undefined;
}

function isFault(cause: string): cause is SignInFault {
  return Object.hasOwn(sentences, cause);
}
