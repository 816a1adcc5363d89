import type { Clock } from '../../../../shared/clock.ts';
import type { KnownChallenge } from './challenges.ts';
import type { Credentials, SignInRecord } from './credentials.ts';
import { newAuthorization } from './oauth/authorization.ts';
import type { Authorization } from './oauth/authorization.ts';
import { findClient } from './oauth/client.ts';
import type { ClientKind, OAuthClient } from './oauth/client.ts';
import { discoverAuthorizationServer, discoverResource } from './oauth/discover.ts';
import { createOAuthHttp } from './oauth/oauth-http.ts';
import { wantedScopes } from './oauth/scopes.ts';
import { signInFailure } from './oauth/sign-in-failure.ts';
import { openRedirectReceiver } from './redirect-receiver.ts';
import type { RedirectReceiver } from './redirect-receiver.ts';
import type { SignInTarget } from './sign-in-target.ts';

/** All that is known before a person has seen any of it. */
export interface PreparedSignIn {
  readonly authorization: Authorization;
  readonly kind: ClientKind;
  readonly client: OAuthClient;
  readonly receiver: RedirectReceiver;
  /** What it answers to. */
  readonly challenge: KnownChallenge | undefined;
  /** What whoever is signed in was asked for; null: nobody is. */
  readonly before: readonly string[] | null;
}

export interface PrepareSignInOptions {
  readonly target: SignInTarget;
  readonly record: SignInRecord | undefined;
  readonly challenge: KnownChallenge | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export async function prepareSignIn(options: PrepareSignInOptions): Promise<PreparedSignIn> {
  const { target, record, challenge, clock, signal } = options;
  const { url, oauth, clientSecret } = target;
  const http = createOAuthHttp(url, signal);
  const about = await discoverResource(http, url, challenge?.metadata);
  const issuer = issuerOf(about.issuers, record);
  const known = record?.issuers[issuer];
  assertSameAuthority(target, record, issuer);
  const server = await discoverAuthorizationServer(http, issuer);
  const receiver = await openRedirectReceiver(clock, portBefore(known));
  try {
    const { redirectUri } = receiver;
    const isSame = known?.kind === 'registered' && known.redirectUri === redirectUri;
    const registered = isSame ? known.client : undefined;
    const sources = { oauth, clientSecret, registered, redirectUri, now: clock.now() };
    const { kind, client } = await findClient(http, server, sources);
    const scopes = wantedScopes({
      configured: oauth?.scopes,
      challenged: challenge?.scopes,
      supported: about.scopes,
      before: known?.scopes ?? [],
      known: server.scopes_supported,
    });
    const { resource } = about;
    const clientId = client.client_id;
    const authorization = newAuthorization({ server, resource, clientId, redirectUri, scopes });
    const before = known?.tokens === undefined ? null : known.scopes;
    return { authorization, kind, client, receiver, challenge, before };
  } catch (error) {
    receiver.close(error);
    throw error;
  }
}

/** Of several the one that is known already. */
function issuerOf(issuers: readonly string[], record: SignInRecord | undefined): string {
  const known = issuers.find((issuer) => record?.issuers[issuer] !== undefined);
  return known ?? issuers[0] ?? '';
}

/** An id and a secret that a person was given are of one authorization server, and are shown to no other. */
function assertSameAuthority(
  { oauth }: SignInTarget,
  record: SignInRecord | undefined,
  issuer: string,
): void {
  const isElsewhere = Object.entries(record?.issuers ?? {}).some(
    ([other, { kind, client }]) =>
      other !== issuer && kind === 'given' && client.client_id === oauth?.clientId,
  );
  if (isElsewhere)
    throw signInFailure(
      'authorization-moved',
      URL.canParse(issuer) ? new URL(issuer).host : undefined,
    );
}

function portBefore(known: Credentials | undefined): number | undefined {
  return known === undefined ? undefined : Number(new URL(known.redirectUri).port);
}
