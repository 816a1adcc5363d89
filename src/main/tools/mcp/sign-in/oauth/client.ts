import { z } from 'zod';
import type { HttpTransport } from '../../../../../shared/contract/mcp-server.ts';
import type { AuthorizationServer } from './discover.ts';
import type { OAuthHttp } from './oauth-http.ts';
import { signInFailure } from './sign-in-failure.ts';

/** How Tina is known to an authorization server. What a registration says beyond this is kept as it was. */
export const clientSchema = z.looseObject({
  client_id: z.string().min(1).max(4096),
  client_secret: z.string().max(4096).optional(),
  /** Seconds since 1970; 0: never. */
  client_secret_expires_at: z.number().optional(),
  token_endpoint_auth_method: z.string().optional(),
});
export type OAuthClient = Readonly<z.infer<typeof clientSchema>>;

/** `given`: the person was told an id. `document`: its id is the address of a document. */
export const clientKinds = ['given', 'document', 'registered'] as const;
export type ClientKind = (typeof clientKinds)[number];

export interface ClientSources {
  readonly oauth: HttpTransport['oauth'];
  readonly clientSecret: string | undefined;
  /** From before, of this very authorization server. */
  readonly registered: OAuthClient | undefined;
  readonly redirectUri: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Who Tina is: as its person says, else by a document, else registered; the person is asked where all of that fails. */
export async function findClient(
  http: OAuthHttp,
  server: AuthorizationServer,
  sources: ClientSources,
): Promise<{ readonly kind: ClientKind; readonly client: OAuthClient }> {
  const { oauth = {}, clientSecret, registered, redirectUri, now } = sources;
  if (oauth.clientId !== undefined)
    return {
      kind: 'given',
      client: {
        client_id: oauth.clientId,
        ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
      },
    };
  if (oauth.metadataDocumentUrl !== undefined && server.client_id_metadata_document_supported)
    return { kind: 'document', client: { client_id: oauth.metadataDocumentUrl } };
  const expires = (registered?.client_secret_expires_at ?? 0) * 1000;
  if (registered !== undefined && (expires === 0 || expires > now))
    return { kind: 'registered', client: registered };
  if (server.registration_endpoint === undefined)
    throw signInFailure('client-id-needed', new URL(server.issuer).host);
  return { kind: 'registered', client: await register(http, server, redirectUri) };
}

/** As whom tokens were given, with the secret that its person gave. Throws `client-refused` where that is another by now. */
export function clientFor(
  { kind, client }: { readonly kind: ClientKind; readonly client: OAuthClient },
  { oauth, clientSecret }: Pick<ClientSources, 'oauth' | 'clientSecret'>,
): OAuthClient {
  if (kind !== 'given') return client;
  if (oauth?.clientId !== client.client_id) throw signInFailure('client-refused', undefined);
  return clientSecret === undefined ? client : { ...client, client_secret: clientSecret };
}

/** RFC 7591, as a program on somebody's computer. */
async function register(
  http: OAuthHttp,
  server: AuthorizationServer,
  redirectUri: string,
): Promise<OAuthClient> {
  const { host } = new URL(server.issuer);
  const methods = server.token_endpoint_auth_methods_supported ?? [];
  const { status, body } = await http.post(server.registration_endpoint ?? '', {
    client_name: 'Tina',
    redirect_uris: [redirectUri],
    application_type: 'native',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method:
      methods.length === 0 || methods.includes('none')
        ? 'none'
        : (['client_secret_basic', 'client_secret_post'].find((one) => methods.includes(one)) ??
          'none'),
  });
  if (status >= 500) throw signInFailure('authorization-unreachable', host);
  const parsed = clientSchema.safeParse(body);
  // Where it registers nobody of our kind, an id may still be had by hand.
  if (status >= 300 || !parsed.success) throw signInFailure('client-id-needed', host);
  return parsed.data;
}
