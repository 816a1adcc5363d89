import type { Clock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Log } from '../../../host.ts';
import { logBug } from '../../../log-bug.ts';
import { recordFor, secretsOf } from './credentials.ts';
import type { Credentials, SignInRecord, SignInRecords } from './credentials.ts';
import { clientFor } from './oauth/client.ts';
import { discoverAuthorizationServer, discoverResource } from './oauth/discover.ts';
import { createOAuthHttp } from './oauth/oauth-http.ts';
import { signInFault } from './oauth/sign-in-failure.ts';
import { refreshTokens } from './oauth/tokens.ts';
import type { SignInTarget } from './sign-in-target.ts';

/** `over`: a person has to sign in again. `unreachable`: that may pass, and nothing was lost. */
export type RefreshResult = 'renewed' | 'over' | 'unreachable';

/** One at a time for each server: of two, the second would use what the first has used up. Never rejects. */
export type Refresh = (
  target: SignInTarget,
  metadata: string | undefined,
) => Promise<RefreshResult>;

export interface RefreshOptions {
  readonly records: SignInRecords;
  readonly clock: Clock;
  readonly log: Pick<Log, 'error'>;
  readonly signal: AbortSignal;
}

export function createRefresh({ records, clock, log, signal }: RefreshOptions): Refresh {
  const running = new Map<string, Promise<RefreshResult>>();

  async function run(target: SignInTarget, metadata: string | undefined): Promise<RefreshResult> {
    const record = recordFor(records, target);
    const credentials = record?.issuers[record.issuer];
    const token = credentials?.tokens?.refresh_token;
    if (record === undefined || credentials?.tokens === undefined) return 'over';
    try {
      if (token === undefined) return await drop(target, record, credentials);
      const http = createOAuthHttp(target.url, signal);
      // Found out each time: who signs people in may have changed, and a token goes to nobody else.
      const about = await discoverResource(http, target.url, metadata);
      if (!about.issuers.includes(record.issuer)) return await drop(target, record, credentials);
      const server = await discoverAuthorizationServer(http, record.issuer);
      const { resource } = credentials;
      const tokens = await refreshTokens(http, server, clientFor(credentials, target), {
        resource,
        token,
      });
      return await keep(target, record, { ...credentials, tokens, at: clock.now() });
    } catch (error) {
      const fault = signInFault(error);
      if (!(error instanceof AppError) && !signal.aborted) logBug(error, log);
      if (fault === 'grant-over' || fault === 'client-refused')
        return drop(target, record, credentials);
      target.log.add('host', 'the sign-in could not be renewed');
      return fault === 'authorization-unreachable' ? 'unreachable' : 'over';
    }
  }

  async function drop(
    target: SignInTarget,
    record: SignInRecord,
    credentials: Credentials,
  ): Promise<RefreshResult> {
    const { tokens: _, ...others } = credentials;
    target.log.add('host', 'the sign-in is over');
    const result = await keep(target, record, others);
    return result === 'renewed' && recordFor(records, target)?.grant === record.grant
      ? 'over'
      : result;
  }

  /** Whoever signed in or out meanwhile has the last word. */
  async function keep(
    target: SignInTarget,
    record: SignInRecord,
    credentials: Credentials,
  ): Promise<RefreshResult> {
    const now = recordFor(records, target);
    if (now?.grant !== record.grant) {
      target.log.add('host', 'a renewed sign-in came too late');
      return now === undefined ? 'over' : 'renewed';
    }
    target.log.keepOut(secretsOf(credentials));
    const issuers = { ...now.issuers, [record.issuer]: credentials };
    await records.set(target.server, { ...now, issuers });
    if (credentials.tokens !== undefined) target.log.add('host', 'the sign-in was renewed');
    return 'renewed';
  }

  return (target, metadata) => {
    const { server } = target;
    const now =
      running.get(server) ?? run(target, metadata).finally(() => void running.delete(server));
    running.set(server, now);
    return now;
  };
}
