import { AppError } from '../../../../shared/errors.ts';

/** Why a connection is of no use any more, as `details.cause`. */
export type LostCause =
  | 'crashed'
  | 'silent'
  | 'stopped'
  | 'wrong-era'
  | 'disabled'
  | 'closing'
  | 'start-failed';

const sentences: Readonly<Record<LostCause, string>> = {
  crashed: 'The server ended while it was asked.',
  silent: 'The server does not answer and is started again.',
  stopped: 'The server was stopped.',
  'wrong-era': 'The server speaks another version of the protocol than before.',
  disabled: 'The server is switched off.',
  closing: 'Tina is closing or the server was removed.',
  'start-failed': 'The server could not be started.',
};

export function lostConnection(server: string, cause: LostCause, why?: unknown): AppError {
  return new AppError('mcp-connection-failed', sentences[cause], {
    details: { server, cause, ...factsOf(why) },
    cause: why,
  });
}

/** What is known of the end beyond that it ended: its own cause comes as `because`. */
function factsOf(why: unknown): Readonly<Record<string, unknown>> {
  if (!(why instanceof AppError)) return {};
  const { cause: because, ...facts } = why.details ?? {};
  return { ...facts, ...(because === undefined ? {} : { because }) };
}
