import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** How an authorization server behaves; it is read anew with each request. */
export interface Authority {
  readonly issuer: string;
  /** Each request as it came. */
  readonly asked: Asked[];
  /** Goes over its metadata. */
  metadata: Record<string, unknown>;
  /** Goes over what a browser brings back. */
  redirect: Record<string, string | null>;
  /** Answers instead of it, by path. */
  readonly instead: Map<string, (response: ServerResponse, body: string) => void>;
  /** Of access tokens, in seconds; undefined: it does not say, and they last. */
  lifetime: number | undefined;
  /** What it lets people have; undefined: whatever is asked for. */
  grants: string | undefined;
  /** By access token: its scopes and when it ends. */
  readonly tokens: Map<string, { readonly scopes: readonly string[]; readonly ends: number }>;
  readonly refreshTokens: Map<string, readonly string[]>;
  close(): Promise<void>;
}

/** An authorization server that does what it has to, as long as it is not told otherwise. It signs in whoever comes. */
export async function serveAuthority(path = ''): Promise<Authority> {
  const codes = new Map<string, URLSearchParams>();
  const clients = new Map<string, readonly string[]>();
  const http = createServer((request, response) => {
    void bodyOf(request).then((body) => answer(request, response, body));
  });
  const { origin, close } = await listen(http);
  const issuer = `${origin}${path}`;
  const authority: Authority = {
    issuer,
    asked: [],
    metadata: {},
    redirect: {},
    instead: new Map(),
    lifetime: undefined,
    grants: undefined,
    tokens: new Map(),
    refreshTokens: new Map(),
    close,
  };

  function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const url = new URL(request.url ?? '', origin);
    authority.asked.push({ path: url.pathname, headers: request.headers, body });
    const instead = authority.instead.get(url.pathname);
    if (instead !== undefined) return instead(response, body);
    if (url.pathname === `/.well-known/oauth-authorization-server${path}`)
      return json(response, 200, {
        issuer,
        authorization_endpoint: `${origin}/authorize`,
        token_endpoint: `${origin}/token`,
        registration_endpoint: `${origin}/register`,
        revocation_endpoint: `${origin}/revoke`,
        response_types_supported: ['code'],
        code_challenge_methods_supported: ['S256'],
        token_endpoint_auth_methods_supported: ['none'],
        authorization_response_iss_parameter_supported: true,
        ...authority.metadata,
      });
    if (url.pathname === '/register') return register(response, body);
    if (url.pathname === '/authorize') return authorize(response, url.searchParams);
    if (url.pathname === '/token') return token(response, new URLSearchParams(body));
    if (url.pathname === '/revoke') return revoke(response, new URLSearchParams(body));
    return json(response, 404, {});
  }

  function register(response: ServerResponse, body: string): void {
    const { redirect_uris: uris } = JSON.parse(body) as { redirect_uris: string[] };
    const id = `client-${randomUUID()}`;
    clients.set(id, uris);
    return json(response, 201, { client_id: id, redirect_uris: uris, extra: { kept: true } });
  }

  function authorize(response: ServerResponse, asked: URLSearchParams): void {
    const back = asked.get('redirect_uri') ?? '';
    const known = clients.get(asked.get('client_id') ?? '');
    if (known !== undefined && !known.includes(back)) return json(response, 400, {});
    const code = randomUUID();
    codes.set(code, asked);
    const target = new URL(back);
    const given = { code, state: asked.get('state'), iss: issuer, ...authority.redirect };
    for (const [name, value] of Object.entries(given))
      if (value !== null) target.searchParams.set(name, value);
    response.writeHead(302, { location: target.href }).end();
  }

  function token(response: ServerResponse, form: URLSearchParams): void {
    if (form.get('grant_type') === 'refresh_token') {
      const used = form.get('refresh_token') ?? '';
      const scopes = authority.refreshTokens.get(used);
      // As OAuth 2.1 wants it: each can be used once.
      authority.refreshTokens.delete(used);
      return scopes === undefined
        ? json(response, 400, { error: 'invalid_grant', error_description: 'words of its own' })
        : give(response, scopes);
    }
    const asked = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const fits =
      asked?.get('code_challenge') === challenge &&
      asked.get('redirect_uri') === form.get('redirect_uri') &&
      asked.get('resource') === form.get('resource');
    if (!fits) return json(response, 400, { error: 'invalid_grant' });
    give(response, (authority.grants ?? asked.get('scope') ?? '').split(' ').filter(Boolean));
  }

  function give(response: ServerResponse, scopes: readonly string[]): void {
    const { lifetime } = authority;
    const access = `canary-access-${randomUUID()}`;
    const refresh = `canary-refresh-${randomUUID()}`;
    const ends = lifetime === undefined ? Infinity : Date.now() + lifetime * 1000;
    authority.tokens.set(access, { scopes, ends });
    authority.refreshTokens.set(refresh, scopes);
    json(response, 200, {
      access_token: access,
      token_type: 'Bearer',
      refresh_token: refresh,
      ...(lifetime === undefined ? {} : { expires_in: lifetime }),
      ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    });
  }

  function revoke(response: ServerResponse, form: URLSearchParams): void {
    authority.tokens.delete(form.get('token') ?? '');
    authority.refreshTokens.delete(form.get('token') ?? '');
    json(response, 200, {});
  }

  return authority;
}

export interface ProtectedServer {
  readonly url: string;
  readonly asked: Asked[];
  /** Who signs people in for it. */
  authority: Authority;
  /** What it needs for anything, and for the tool `write`. */
  scopes: string | undefined;
  writeScopes: string;
  /** Goes over what it says of itself. */
  metadata: Record<string, unknown>;
  /** Whether its refusals say where that stands. */
  namesMetadata: boolean;
  /** Whatever token comes. */
  refusesAll: boolean;
  close(): Promise<void>;
}

/** An MCP server of the older era with the tools `echo` and `write`, for those who are signed in. */
export async function serveProtected(authority: Authority): Promise<ProtectedServer> {
  const http = createServer((request, response) => {
    void bodyOf(request).then((body) => answer(request, response, body));
  });
  const { origin, close } = await listen(http);
  const server: ProtectedServer = {
    url: `${origin}/mcp`,
    asked: [],
    authority,
    scopes: undefined,
    writeScopes: 'write',
    metadata: {},
    namesMetadata: false,
    refusesAll: false,
    close,
  };

  function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const path = request.url ?? '';
    server.asked.push({ path, headers: request.headers, body });
    if (path === '/.well-known/oauth-protected-resource/mcp')
      return json(response, 200, {
        resource: server.url,
        authorization_servers: [server.authority.issuer],
        ...server.metadata,
      });
    if (path !== '/mcp') return json(response, 404, {});
    const { authorization = '' } = request.headers;
    const token = server.authority.tokens.get(authorization.replace(/^Bearer /, ''));
    if (token === undefined || token.ends <= Date.now() || server.refusesAll)
      return refuse(response, 401, server.scopes);
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const message = JSON.parse(body) as { id?: number; method: string; params?: { name?: string } };
    if (message.id === undefined) return void response.writeHead(202).end();
    const { name } = message.params ?? {};
    const needed = server.writeScopes.split(' ');
    if (
      message.method === 'tools/call' &&
      name === 'write' &&
      needed.some((one) => !token.scopes.includes(one))
    )
      return refuse(response, 403, server.writeScopes, 'insufficient_scope');
    json(response, 200, { jsonrpc: '2.0', id: message.id, result: resultOf(message) });
  }

  function refuse(response: ServerResponse, status: number, scope?: string, error?: string): void {
    const { origin: at } = new URL(server.url);
    const said = [
      ...(error === undefined ? [] : [`error="${error}"`, 'error_description="words of its own"']),
      ...(scope === undefined ? [] : [`scope="${scope}"`]),
      ...(server.namesMetadata
        ? [`resource_metadata="${at}/.well-known/oauth-protected-resource/mcp"`]
        : []),
    ];
    response.writeHead(status, {
      'www-authenticate': `Basic realm="x", Bearer ${said.join(', ')}`,
    });
    response.end();
  }

  return server;
}

function resultOf({ method, params }: { method: string; params?: object }): object {
  const inputSchema = { type: 'object' };
  switch (method) {
    case 'initialize':
      return {
        protocolVersion: '2025-11-25',
        capabilities: { tools: {} },
        serverInfo: { name: 'protected', version: '1' },
      };
    case 'tools/list':
      return { tools: ['echo', 'write'].map((name) => ({ name, inputSchema })) };
    case 'tools/call':
      return { content: [{ type: 'text', text: `From afar: ${JSON.stringify(params)}` }] };
    default:
      return {};
  }
}

async function listen(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

export function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
