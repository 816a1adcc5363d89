import { z } from 'zod';
import type { Secrets } from '../../../host.ts';
import { clientKinds, clientSchema } from './oauth/client.ts';
import { readScopes } from './oauth/scopes.ts';
import { tokensSchema } from './oauth/tokens.ts';
import type { SignInTarget } from './sign-in-target.ts';

const credentialsSchema = z.object({
  /** A given client's secret is kept with the server's other secrets. */
  kind: z.enum(clientKinds),
  client: clientSchema,
  redirectUri: z.string(),
  /** Absent: nobody is signed in there. */
  tokens: tokensSchema.optional(),
  /** What the tokens were asked for. */
  resource: z.string(),
  scopes: z.array(z.string()).readonly(),
  /** When the tokens were given; milliseconds since 1970. */
  at: z.number(),
});
export type Credentials = Readonly<z.infer<typeof credentialsSchema>>;

const recordSchema = z.object({
  /** Of the MCP server. What was given for one address is sent to no other. */
  url: z.string(),
  /** Differs between sign-ins, whoever signed in. */
  grant: z.string(),
  /** The authorization server that is of use now. */
  issuer: z.string(),
  /** What was had from each authorization server; nothing of one goes to another. */
  issuers: z.record(z.string(), credentialsSchema),
});
export type SignInRecord = Readonly<z.infer<typeof recordSchema>>;

/** Who is signed in to servers, where keys are kept: one record a server. Nothing read here goes to a page or a log. */
export interface SignInRecords {
  get(server: string): SignInRecord | undefined;
  set(server: string, record: SignInRecord): Promise<void>;
  forget(server: string): Promise<void>;
}

export function createSignInRecords(
  secrets: Pick<Secrets, 'get' | 'set' | 'delete' | 'hide' | 'places'>,
): SignInRecords {
  /** It is asked for with every request. */
  const read = new Map<
    string,
    { readonly text: string; readonly record: SignInRecord | undefined }
  >();

  return {
    get(server) {
      const text = secrets.get(nameOf(server))?.value;
      if (text === undefined) return undefined;
      const before = read.get(server);
      if (before?.text === text) return before.record;
      const record = parse(text);
      read.set(server, { text, record });
      if (record !== undefined) hide(record);
      return record;
    },
    async set(server, record) {
      hide(record);
      const place = secrets.get(nameOf(server))?.place ?? secrets.places[0] ?? 'session';
      const text = JSON.stringify(record);
      try {
        await secrets.set(nameOf(server), text, place);
      } catch (error) {
        if (place === 'session') throw error;
        // What was given anew took the place of what is stored: better until Tina ends than not at all.
        await secrets.set(nameOf(server), text, 'session');
      }
    },
    async forget(server) {
      read.delete(server);
      if (secrets.get(nameOf(server)) !== undefined) await secrets.delete(nameOf(server));
    },
  };

  function hide({ issuers }: SignInRecord): void {
    for (const credentials of Object.values(issuers))
      for (const secret of secretsOf(credentials)) secrets.hide(secret);
  }
}

/** What must be read nowhere. */
export function secretsOf({ tokens, client }: Pick<Credentials, 'tokens' | 'client'>): string[] {
  return [
    tokens?.access_token,
    tokens?.refresh_token,
    tokens?.['id_token'],
    client.client_secret,
    client['registration_access_token'],
  ].filter((one) => typeof one === 'string');
}

function nameOf(server: string): string {
  return `mcp-sign-in/${server}`;
}

function parse(text: string): SignInRecord | undefined {
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What is kept for another address than the server's is of no use. */
export function recordFor(
  records: Pick<SignInRecords, 'get'>,
  { server, url }: Pick<SignInTarget, 'server' | 'url'>,
): SignInRecord | undefined {
  const record = records.get(server);
  return record?.url === url ? record : undefined;
}

/** A server gives what was asked for where it does not say otherwise. */
export function grantedScopes({ tokens, scopes }: Credentials): readonly string[] {
  return tokens?.scope === undefined ? scopes : readScopes(tokens.scope);
}
