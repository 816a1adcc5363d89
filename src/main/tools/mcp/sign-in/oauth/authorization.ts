import { createHash, randomBytes } from 'node:crypto';
import type { AuthorizationServer, ProtectedResource } from './discover.ts';
import { offline } from './scopes.ts';
import { signInFailure } from './sign-in-failure.ts';

/** What is asked for, and what the answer has to fit. The verifier goes nowhere but to the token endpoint. */
export interface Authorization {
  readonly server: AuthorizationServer;
  readonly resource: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string;
  readonly verifier: string;
}

export function newAuthorization(
  options: Omit<Authorization, 'state' | 'verifier' | 'resource'> &
    Pick<ProtectedResource, 'resource'>,
): Authorization {
  if (!options.server.code_challenge_methods_supported.includes('S256'))
    throw signInFailure('pkce-missing', new URL(options.server.issuer).host);
  return { ...options, state: secretText(), verifier: secretText() };
}

/** What a browser is to open. */
export function authorizationUrl(authorization: Authorization): string {
  const { server, resource, clientId, redirectUri, scopes, state, verifier } = authorization;
  const url = new URL(server.authorization_endpoint);
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    resource,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    ...(scopes.includes(offline) ? { prompt: 'consent' } : {}),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/**
 * The code in the answer. RFC 9207 comes first: who answered has to be, letter by letter, who was asked, before
 * anything else in it is believed, an error too.
 */
export function codeIn(answer: URLSearchParams, { server }: Pick<Authorization, 'server'>): string {
  const { host } = new URL(server.issuer);
  const issuer = answer.get('iss');
  const isMissing = issuer === null && server.authorization_response_iss_parameter_supported;
  if (isMissing || (issuer !== null && issuer !== server.issuer))
    throw signInFailure('answer-mismatch', host);
  const error = answer.get('error');
  if (error === 'access_denied') throw signInFailure('sign-in-declined', host);
  if (error === 'unauthorized_client' || error === 'invalid_client')
    throw signInFailure('client-refused', host);
  const code = answer.get('code');
  if (error !== null || code === null || code === '') throw signInFailure('sign-in-refused', host);
  return code;
}

function secretText(): string {
  return randomBytes(32).toString('base64url');
}
