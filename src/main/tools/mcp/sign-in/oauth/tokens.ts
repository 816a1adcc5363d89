import { z } from 'zod';
import { isRecord } from '../../../../../shared/is-record.ts';
import type { Authorization } from './authorization.ts';
import type { OAuthClient } from './client.ts';
import type { AuthorizationServer } from './discover.ts';
import type { OAuthAnswer, OAuthHttp } from './oauth-http.ts';
import { signInFailure } from './sign-in-failure.ts';

/** What a token endpoint gave, all of it as it came. */
export const tokensSchema = z.looseObject({
  // What may stand in a header, and nothing that could end it.
  access_token: z.string().regex(/^[\x21-\x7E]{1,16384}$/),
  token_type: z.string().regex(/^bearer$/i),
  /** Seconds. */
  expires_in: z.coerce.number().nonnegative().optional().catch(undefined),
  refresh_token: z.string().min(1).max(16_384).optional(),
  scope: z.string().optional(),
});
export type OAuthTokens = Readonly<z.infer<typeof tokensSchema>>;

export async function exchangeCode(
  http: OAuthHttp,
  { server, resource, redirectUri, verifier }: Authorization,
  client: OAuthClient,
  code: string,
): Promise<OAuthTokens> {
  return askForTokens(http, server, client, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: redirectUri,
    resource,
  });
}

/** A refresh token that is not given anew goes on being of use. */
export async function refreshTokens(
  http: OAuthHttp,
  server: AuthorizationServer,
  client: OAuthClient,
  { resource, token }: { readonly resource: string; readonly token: string },
): Promise<OAuthTokens> {
  const given = await askForTokens(http, server, client, {
    grant_type: 'refresh_token',
    refresh_token: token,
    resource,
  });
  return { refresh_token: token, ...given };
}

/** RFC 7009. Whether it is known that nobody can use them any more. */
export async function revokeTokens(
  http: OAuthHttp,
  server: AuthorizationServer,
  client: OAuthClient,
  tokens: OAuthTokens,
): Promise<boolean> {
  const { revocation_endpoint: endpoint } = server;
  if (endpoint === undefined) return false;
  const all = [
    ['refresh_token', tokens.refresh_token],
    ['access_token', tokens.access_token],
  ] as const;
  let isDone = true;
  for (const [hint, token] of all) {
    if (token === undefined) continue;
    const { status } = await postAs(http, endpoint, server, client, {
      token,
      token_type_hint: hint,
    });
    isDone &&= status === 200;
  }
  return isDone;
}

type Form = Readonly<Record<string, string>>;

async function askForTokens(
  http: OAuthHttp,
  server: AuthorizationServer,
  client: OAuthClient,
  form: Form,
): Promise<OAuthTokens> {
  const answer = await postAs(http, server.token_endpoint, server, client, form);
  const parsed = tokensSchema.safeParse(answer.body);
  if (answer.status === 200 && parsed.success) return parsed.data;
  throw refusalOf(answer, form, new URL(server.issuer).host);
}

/** Only the words of RFC 6749 are listened to. */
function refusalOf({ status, body }: OAuthAnswer, form: Form, host: string) {
  const error = isRecord(body) ? body['error'] : undefined;
  if (error === 'invalid_client' || error === 'unauthorized_client')
    return signInFailure('client-refused', host);
  if (error === 'invalid_grant')
    return signInFailure(
      form['grant_type'] === 'refresh_token' ? 'grant-over' : 'sign-in-refused',
      host,
    );
  if (status >= 500 || status === 429) return signInFailure('authorization-unreachable', host);
  return signInFailure('sign-in-refused', host);
}

async function postAs(
  http: OAuthHttp,
  address: string,
  server: AuthorizationServer,
  client: OAuthClient,
  form: Form,
): Promise<OAuthAnswer> {
  const { client_id: id, client_secret: secret } = client;
  const body = new URLSearchParams(form);
  const method = authMethod(server, client);
  if (method === 'client_secret_basic') {
    const pair = `${formEncoded(id)}:${formEncoded(secret ?? '')}`;
    const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
    return http.post(address, body, { authorization });
  }
  body.set('client_id', id);
  if (method === 'client_secret_post') body.set('client_secret', secret ?? '');
  return http.post(address, body);
}

/** As it was registered, else what the server takes; without a secret there is nothing to prove. */
function authMethod(server: AuthorizationServer, client: OAuthClient): string {
  const known = ['client_secret_basic', 'client_secret_post', 'none'];
  const { client_secret: secret, token_endpoint_auth_method: registered } = client;
  if (secret === undefined) return 'none';
  const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  if (registered !== undefined && known.includes(registered)) return registered;
  return known.find((method) => taken.includes(method)) ?? 'client_secret_basic';
}

/** RFC 6749, 2.3.1. */
function formEncoded(text: string): string {
  return new URLSearchParams({ x: text }).toString().slice(2);
}
