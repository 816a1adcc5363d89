import { z } from 'zod';
import type { OAuthHttp } from './oauth-http.ts';
import { keepScopes } from './scopes.ts';
import { signInFailure } from './sign-in-failure.ts';

const list = z.array(z.string()).readonly();

const resourceSchema = z.looseObject({
  resource: z.string(),
  authorization_servers: list.optional(),
  scopes_supported: list.optional(),
});

/** RFC 9728: what a server says of itself. */
export interface ProtectedResource {
  /** What tokens are asked for; as it says it, or its own address. */
  readonly resource: string;
  readonly issuers: readonly string[];
  readonly scopes: readonly string[] | undefined;
}

const metadataSchema = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  registration_endpoint: z.string().optional(),
  revocation_endpoint: z.string().optional(),
  scopes_supported: list.default([]),
  code_challenge_methods_supported: list.default([]),
  token_endpoint_auth_methods_supported: list.optional(),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
  client_id_metadata_document_supported: z.boolean().default(false),
});
/** RFC 8414, or the same of OpenID Connect Discovery. */
export type AuthorizationServer = Readonly<z.infer<typeof metadataSchema>>;

/**
 * Where the refusal says, else beneath the server's own path, else at its root. Servers of 2025-03-26 have none of it
 * and are their own authorization server.
 */
export async function discoverResource(
  http: OAuthHttp,
  serverUrl: string,
  named: string | undefined,
): Promise<ProtectedResource> {
  const server = new URL(serverUrl);
  const wellKnown = `${server.origin}/.well-known/oauth-protected-resource`;
  const beneath = server.pathname === '/' ? [] : [`${wellKnown}${server.pathname}${server.search}`];
  const places = named === undefined ? [...beneath, wellKnown] : [named];
  for (const place of places) {
    const found = await http.read(place);
    if (found === undefined) continue;
    const parsed = resourceSchema.safeParse(found);
    if (!parsed.success) throw signInFailure('metadata-unreadable', server.host);
    const { resource, authorization_servers: issuers = [], scopes_supported: scopes } = parsed.data;
    if (!isAbout(resource, server)) throw signInFailure('resource-mismatch', server.host);
    if (issuers.length === 0) throw signInFailure('sign-in-not-offered', server.host);
    return { resource, issuers, scopes: scopes && keepScopes(scopes) };
  }
  if (named !== undefined) throw signInFailure('metadata-unreadable', server.host);
  return { resource: canonical(server), issuers: [server.origin], scopes: undefined };
}

/** Throws `issuer-mismatch` where who answers is not, letter by letter, who was asked for. */
export async function discoverAuthorizationServer(
  http: OAuthHttp,
  issuer: string,
): Promise<AuthorizationServer> {
  const url = http.assertAllowed(issuer);
  if (url.search !== '') throw signInFailure('metadata-unreadable', url.host);
  const path = url.pathname.replace(/\/$/, '');
  const oauth = `${url.origin}/.well-known/oauth-authorization-server${path}`;
  const openId = '.well-known/openid-configuration';
  const places =
    path === ''
      ? [oauth, `${url.origin}/${openId}`]
      : [oauth, `${url.origin}/${openId}${path}`, `${url.origin}${path}/${openId}`];
  for (const place of places) {
    const found = await http.read(place);
    if (found === undefined) continue;
    const parsed = metadataSchema.safeParse(found);
    if (!parsed.success) throw signInFailure('metadata-unreadable', url.host);
    const server = parsed.data;
    if (server.issuer !== issuer) throw signInFailure('issuer-mismatch', url.host);
    for (const address of [
      server.authorization_endpoint,
      server.token_endpoint,
      server.registration_endpoint,
      server.revocation_endpoint,
    ])
      if (address !== undefined) http.assertAllowed(address);
    return server;
  }
  throw signInFailure('sign-in-not-offered', url.host);
}

/** The server itself, or what it is a part of. */
function isAbout(resource: string, server: URL): boolean {
  if (!URL.canParse(resource)) return false;
  const about = new URL(resource);
  if (about.origin !== server.origin || about.hash !== '') return false;
  if (about.search !== '' && about.search !== server.search) return false;
  const part = about.pathname.replace(/\/$/, '');
  return server.pathname === part || server.pathname.startsWith(`${part}/`);
}

function canonical(server: URL): string {
  const { origin, pathname, search } = server;
  return `${origin}${pathname === '/' ? '' : pathname}${search}`;
}
