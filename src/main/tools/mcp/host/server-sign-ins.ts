import type { ServerConfig } from '../../../../shared/contract/mcp-server.ts';
import type { PendingSignIn, SignInState } from '../../../../shared/contract/mcp-sign-in.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { ResolvedHttp } from '../config/resolve-config.ts';
import type { HttpAuthorizer } from '../http/http-authorizer.ts';
import type { SignInTarget } from '../sign-in/sign-in-target.ts';
import type { SignIns, SignOutResult } from '../sign-in/sign-ins.ts';
import { needsConsent } from '../trust/consent.ts';
import { consentMissing } from './not-connected.ts';
import { mayBeSignedInTo } from './resolve-server.ts';
import type { ResolvedServer } from './resolve-server.ts';
import type { ServerBook } from './server-book.ts';
import type { ServerLogs } from './server-logs.ts';

/** Signing in, by the servers of a person. */
export interface ServerSignIns {
  /** Of all servers that people can sign in to. */
  signIns(): readonly SignInState[];
  /** Finds out where to sign in, and waits there; whoever shows it to the person opens it. */
  beginSignIn(server: string): Promise<PendingSignIn>;
  cancelSignIn(server: string): void;
  signOut(server: string): Promise<SignOutResult>;
  authorizerFor(config: ServerConfig, launch: ResolvedHttp): HttpAuthorizer;
  /** Of who asks the server: where it changes, what is connected is somebody else. */
  fingerprintOf(config: ServerConfig): string;
}

export interface ServerSignInsOptions {
  readonly book: Pick<ServerBook, 'list' | 'get'>;
  readonly logs: Pick<ServerLogs, 'of'>;
  readonly signIns: SignIns;
  readonly resolve: (server: string) => Promise<ResolvedServer>;
}

export function createServerSignIns({
  book,
  logs,
  signIns,
  resolve,
}: ServerSignInsOptions): ServerSignIns {
  function targetOf({ id: server }: ServerConfig, launch: ResolvedHttp): SignInTarget {
    const { url, oauth, clientSecret } = launch;
    return { server, url, oauth, clientSecret, log: logs.of(server) };
  }

  /** Throws where nobody can sign in to it, or its person has not agreed to ask it. */
  async function target(id: string): Promise<SignInTarget> {
    const { config, consent } = book.get(id);
    if (needsConsent(config, consent)) throw consentMissing(config.name);
    const { launch, secrets } = await resolve(id);
    if (launch.type !== 'http' || !mayBeSignedInTo(config))
      throw new AppError('invalid-input', 'Nobody signs in to this server.');
    logs.of(id).keepOut(secrets);
    return targetOf(config, launch);
  }

  return {
    signIns: () =>
      book
        .list()
        .filter(({ config }) => mayBeSignedInTo(config))
        .map(({ config }) => signIns.stateOf(config.id)),
    beginSignIn: async (id) => signIns.begin(await target(id)),
    cancelSignIn(id) {
      book.get(id);
      signIns.cancel(id);
    },
    signOut: async (id) => signIns.signOut(await target(id)),
    authorizerFor: (config, launch) => signIns.authorizerFor(targetOf(config, launch)),
    fingerprintOf: ({ id, transport }) =>
      transport.type === 'http'
        ? `${signIns.grantOf(id)} ${JSON.stringify(transport.oauth ?? {})}`
        : '',
  };
}
