import { randomUUID } from 'node:crypto';
import type { PendingSignIn, SignInState } from '../../../../shared/contract/mcp-sign-in.ts';
import type { Clock } from '../../../../shared/clock.ts';
import { AppError, toWire } from '../../../../shared/errors.ts';
import type { Log, Secrets } from '../../../host.ts';
import { logBug } from '../../../log-bug.ts';
import type { HttpAuthorizer } from '../http/http-authorizer.ts';
import { createAuthorizer } from './authorizer.ts';
import { createChallenges } from './challenges.ts';
import { createSignInRecords, grantedScopes, recordFor, secretsOf } from './credentials.ts';
import type { Credentials, SignInRecord } from './credentials.ts';
import { authorizationUrl, codeIn } from './oauth/authorization.ts';
import { clientFor } from './oauth/client.ts';
import { discoverAuthorizationServer } from './oauth/discover.ts';
import { createOAuthHttp } from './oauth/oauth-http.ts';
import { signInFault } from './oauth/sign-in-failure.ts';
import { exchangeCode, revokeTokens } from './oauth/tokens.ts';
import { prepareSignIn } from './prepare-sign-in.ts';
import type { PreparedSignIn } from './prepare-sign-in.ts';
import { createRefresh } from './refresh.ts';
import type { SignInTarget } from './sign-in-target.ts';

/** Who is signed in where, and the sign-ins that wait for their person. Nothing is opened here: a person does that. */
export interface SignIns {
  authorizerFor(target: SignInTarget): HttpAuthorizer;
  /**
   * Finds out where to sign in, and waits there for whoever comes back. Takes the place of one that waits. Rejects with
   * a `signInFailure`.
   */
  begin(target: SignInTarget): Promise<PendingSignIn>;
  cancel(server: string): void;
  /** Tells whoever signed the person in, as far as they want to know, and forgets all of it. */
  signOut(target: SignInTarget): Promise<SignOutResult>;
  /** Without a word to anybody. */
  forget(server: string): Promise<void>;
  stateOf(server: string): SignInState;
  /** Differs between sign-ins; empty: nobody is. */
  grantOf(server: string): string;
  close(): void;
}

export type SignOutResult = 'revoked' | 'not-offered' | 'not-told';

export interface SignInsOptions {
  readonly secrets: Pick<Secrets, 'get' | 'set' | 'delete' | 'hide' | 'places'>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'error'>;
  readonly onChange: (server: string) => void;
  /** Somebody signed in, or out. */
  readonly onGrant: (server: string) => void;
}

interface Waiting {
  readonly stop: AbortController;
  prepared?: PreparedSignIn;
  pending?: PendingSignIn;
}

const revokeMs = 5000;

export function createSignIns(options: SignInsOptions): SignIns {
  const { secrets, clock, log, onChange, onGrant } = options;
  const records = createSignInRecords(secrets);
  const challenges = createChallenges();
  const waiting = new Map<string, Waiting>();
  const failed = new Map<string, NonNullable<SignInState['failed']>>();
  const done = new Map<string, string>();
  const closed = new AbortController();
  const refresh = createRefresh({ records, clock, log, signal: closed.signal });

  function stop(server: string): void {
    const here = waiting.get(server);
    waiting.delete(server);
    here?.stop.abort(cancelled());
    here?.prepared?.receiver.close(cancelled());
  }

  async function begin(target: SignInTarget): Promise<PendingSignIn> {
    const { server } = target;
    stop(server);
    failed.delete(server);
    const here: Waiting = { stop: new AbortController() };
    waiting.set(server, here);
    const signal = AbortSignal.any([here.stop.signal, closed.signal]);
    try {
      const challenge = challenges.of(server);
      const prepared = await prepareSignIn({
        target,
        record: recordFor(records, target),
        challenge,
        clock,
        signal,
      });
      here.prepared = prepared;
      if (signal.aborted) prepared.receiver.close(cancelled());
      signal.throwIfAborted();
      const pending = pendingOf(prepared);
      here.pending = pending;
      void finish(target, here, { ...prepared, id: pending.id }, signal);
      onChange(server);
      return pending;
    } catch (error) {
      here.prepared?.receiver.close(error);
      if (waiting.get(server) === here) waiting.delete(server);
      onChange(server);
      throw error;
    }
  }

  async function finish(
    target: SignInTarget,
    here: Waiting,
    prepared: PreparedSignIn & { readonly id: string },
    signal: AbortSignal,
  ): Promise<void> {
    const { server } = target;
    const { id, authorization, kind, client, receiver, challenge } = prepared;
    try {
      const answer = await receiver.answer(authorization.state);
      const code = codeIn(answer, authorization);
      target.log.keepOut([code]);
      const http = createOAuthHttp(target.url, signal);
      const tokens = await exchangeCode(http, authorization, client, code);
      signal.throwIfAborted();
      const credentials: Credentials = {
        kind,
        // A given secret is kept with the server's own.
        client: kind === 'given' ? { client_id: client.client_id } : client,
        redirectUri: authorization.redirectUri,
        tokens,
        resource: authorization.resource,
        scopes: authorization.scopes,
        at: clock.now(),
      };
      target.log.keepOut(secretsOf(credentials));
      const { issuer } = authorization.server;
      await records.set(server, {
        url: target.url,
        grant: randomUUID(),
        issuer,
        issuers: { ...withoutTokens(recordFor(records, target)), [issuer]: credentials },
      });
      challenges.answered(server, challenge);
      target.log.add('host', 'signed in');
      if (waiting.get(server) === here) waiting.delete(server);
      done.set(server, id);
      onGrant(server);
    } catch (error) {
      if (waiting.get(server) !== here) return;
      waiting.delete(server);
      if (!(error instanceof AppError)) logBug(error, log);
      if (signInFault(error) === 'client-refused') await forgetClient(target, prepared);
      target.log.add('host', 'the sign-in did not come about');
      failed.set(server, { id, error: toWire(error) });
    }
    onChange(server);
  }

  /** Registered anew next time. */
  async function forgetClient(target: SignInTarget, { authorization }: PreparedSignIn) {
    const record = recordFor(records, target);
    if (record === undefined) return;
    const { [authorization.server.issuer]: _, ...issuers } = record.issuers;
    await records.set(target.server, { ...record, issuers }).catch(() => undefined);
  }

  async function signOut(target: SignInTarget): Promise<SignOutResult> {
    const { server } = target;
    const record = recordFor(records, target);
    // First of all it is gone here, whatever others say.
    await forget(server);
    target.log.add('host', 'signed out');
    onGrant(server);
    onChange(server);
    return record === undefined ? 'not-offered' : revoke(target, record);
  }

  async function revoke(target: SignInTarget, record: SignInRecord): Promise<SignOutResult> {
    const credentials = record.issuers[record.issuer];
    if (credentials?.tokens === undefined) return 'not-offered';
    try {
      const signal = AbortSignal.any([closed.signal, AbortSignal.timeout(revokeMs)]);
      const http = createOAuthHttp(target.url, signal);
      const authority = await discoverAuthorizationServer(http, record.issuer);
      if (authority.revocation_endpoint === undefined) return 'not-offered';
      const client = clientFor(credentials, target);
      const isDone = await revokeTokens(http, authority, client, credentials.tokens);
      return isDone ? 'revoked' : 'not-told';
    } catch {
      return 'not-told';
    }
  }

  async function forget(server: string): Promise<void> {
    stop(server);
    challenges.forget(server);
    failed.delete(server);
    done.delete(server);
    await records.forget(server);
  }

  return {
    authorizerFor: (target) =>
      createAuthorizer({
        target,
        records,
        challenges,
        refresh,
        clock,
        onChange: () => onChange(target.server),
      }),
    begin,
    cancel(server) {
      stop(server);
      failed.delete(server);
      onChange(server);
    },
    signOut,
    forget,
    stateOf(server) {
      const record = records.get(server);
      const credentials = record?.issuers[record.issuer];
      const challenge = challenges.of(server);
      const { tokens } = credentials ?? {};
      return {
        server,
        signedIn:
          record === undefined || credentials === undefined || tokens === undefined
            ? null
            : { host: new URL(record.issuer).host, scopes: grantedScopes(credentials) },
        wantsMore: tokens !== undefined && challenge?.isForMore === true,
        pending: waiting.get(server)?.pending ?? null,
        done: done.get(server) ?? null,
        failed: failed.get(server) ?? null,
      };
    },
    grantOf: (server) => records.get(server)?.grant ?? '',
    close() {
      closed.abort(cancelled());
      for (const server of [...waiting.keys()]) stop(server);
    },
  };
}

/** Who signed in anew is signed in nowhere else. */
function withoutTokens(record: SignInRecord | undefined): Record<string, Credentials> {
  return Object.fromEntries(
    Object.entries(record?.issuers ?? {}).map(([issuer, credentials]) => {
      const { tokens: _, ...others } = credentials;
      return [issuer, others];
    }),
  );
}

function pendingOf({ authorization, receiver, before }: PreparedSignIn): PendingSignIn {
  const { server, scopes } = authorization;
  return {
    id: randomUUID(),
    issuer: new URL(server.issuer).host,
    host: new URL(server.authorization_endpoint).host,
    url: authorizationUrl(authorization),
    scopes: scopes.map((name) => ({ name, isNew: before !== null && !before.includes(name) })),
    expiresAt: receiver.expiresAt,
  };
}

function cancelled(): AppError {
  return new AppError('conflict', 'This sign-in is not waited for any more.', {
    situation: 'sign-in-not-waiting',
  });
}
