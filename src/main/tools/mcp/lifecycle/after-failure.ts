import { AppError } from '../../../../shared/errors.ts';

/** What becomes of a server that could not be connected: tried again, or left until a person did something. */
export type AfterFailure = 'retry' | 'consent' | 'sign-in' | 'stay-failed';

/** By `details.cause`; every other cause may pass by itself. */
const known: ReadonlyMap<unknown, AfterFailure> = new Map([
  ['consent-missing', 'consent'],
  ['sign-in-needed', 'sign-in'],
  ['sign-in-not-accepted', 'sign-in'],
  ['more-access-needed', 'sign-in'],
  ['token-refused', 'stay-failed'],
  ['command-not-found', 'stay-failed'],
  ['not-executable', 'stay-failed'],
  ['interpreter-missing', 'stay-failed'],
  ['folder-missing', 'stay-failed'],
  ['config-invalid', 'stay-failed'],
  ['version-unknown', 'stay-failed'],
  ['tools-too-large', 'stay-failed'],
  ['answer-unreadable', 'stay-failed'],
  ['forbidden', 'stay-failed'],
  ['address-moved', 'stay-failed'],
]);

export function afterFailure(error: AppError): AfterFailure {
  return known.get(connectionCause(error)) ?? 'retry';
}

/** Why there is no connection, in our own words: what a server says of itself in a refusal is not among them. */
export function connectionCause(error: unknown): unknown {
  const isOurs = error instanceof AppError && error.code === 'mcp-connection-failed';
  return isOurs ? error.details?.['cause'] : undefined;
}
