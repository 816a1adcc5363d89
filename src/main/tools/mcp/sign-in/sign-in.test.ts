import { expect, onTestFinished, test } from 'vitest';
import type { PendingSignIn } from '../../../../shared/contract/mcp-sign-in.ts';
import { draftConfigSchema } from '../../../../shared/contract/mcp-server.ts';
import { added, call, openHost, toolOf, until } from '../host/__fixtures__/host-for-test.ts';
import type { McpHost } from '../host/mcp-host.ts';
import { json, serveAuthority, serveProtected } from './__fixtures__/protected-server.ts';
import type { Authority, ProtectedServer } from './__fixtures__/protected-server.ts';

async function serve(change: (authority: Authority, server: ProtectedServer) => void = () => {}) {
  const authority = await serveAuthority();
  const server = await serveProtected(authority);
  onTestFinished(authority.close);
  onTestFinished(server.close);
  change(authority, server);
  return { authority, server };
}

async function addedAt(host: McpHost, url: string, more: object = {}): Promise<string> {
  const transport = { type: 'http', url, ...more };
  return added(host, draftConfigSchema.parse({ name: 'Remote', transport }));
}

/** As a person does: the browser opens what was shown, and is sent back. */
async function open({ url }: Pick<PendingSignIn, 'url'>): Promise<Response> {
  return fetch(url);
}

async function signedIn(host: McpHost, id: string): Promise<PendingSignIn> {
  const pending = await host.beginSignIn(id);
  expect((await open(pending)).status).toBe(200);
  return pending;
}

/** Described, agreed to, on, and signed in. */
async function usable(host: McpHost, url: string, more: object = {}): Promise<string> {
  const id = await addedAt(host, url, more);
  host.start(id);
  await until(host, id, 'needs_auth');
  await signedIn(host, id);
  await until(host, id, 'ready');
  return id;
}

const stateOf = (host: McpHost, id: string) => host.signIns().find(({ server }) => server === id);
const failed = (host: McpHost, id: string) =>
  expect.poll(() => stateOf(host, id)?.failed?.error.details?.['cause']);
const count = (asked: readonly { readonly path: string }[], path: string) =>
  asked.filter((one) => one.path === path).length;
const forms = ({ asked }: Authority) =>
  asked.filter(({ path }) => path === '/token').map(({ body }) => new URLSearchParams(body));

test('signing in: what is shown, what is asked, what is kept, and a tool that runs', async () => {
  const { authority, server } = await serve((_, it) => {
    it.scopes = 'read';
    it.namesMetadata = true;
  });
  const { host, stored } = openHost();
  const id = await addedAt(host, server.url);
  host.start(id);
  expect(await until(host, id, 'needs_auth')).toMatchObject({
    details: { cause: 'sign-in-needed' },
  });
  expect(stateOf(host, id)).toEqual({
    server: id,
    signedIn: null,
    wantsMore: false,
    pending: null,
    done: null,
    failed: null,
  });

  const pending = await host.beginSignIn(id);
  const issuer = new URL(authority.issuer).host;
  expect(pending).toMatchObject({ issuer, host: issuer, scopes: [{ name: 'read', isNew: false }] });
  expect(stateOf(host, id)?.pending).toEqual(pending);
  const asked = new URL(pending.url).searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    resource: server.url,
    scope: 'read',
  });
  expect(asked.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/signed-in$/);
  const registration = authority.asked.find(({ path }) => path === '/register')?.body ?? '';
  expect(JSON.parse(registration)).toMatchObject({
    application_type: 'native',
    redirect_uris: [asked.get('redirect_uri')],
  });

  expect((await open(pending)).status).toBe(200);
  await until(host, id, 'ready');
  const [form] = forms(authority);
  expect(form?.get('resource')).toBe(server.url);
  expect(stateOf(host, id)).toMatchObject({
    signedIn: { host: issuer, scopes: ['read'] },
    pending: null,
    done: pending.id,
  });
  expect(await host.run(toolOf(host, 'echo'), {}, call())).toMatchObject({ content: [{}] });

  const record = JSON.parse(stored.get(`mcp-sign-in/${id}`) ?? '{}') as {
    issuers: Record<string, { client: object; tokens: { access_token: string } }>;
  };
  const kept = record.issuers[authority.issuer];
  expect(kept?.client).toMatchObject({ extra: { kept: true } });
  expect(authority.tokens.has(kept?.tokens.access_token ?? '')).toBe(true);
});

test('no token, code or verifier is in what a page, a log or an export gets', async () => {
  const { authority, server } = await serve();
  const { host } = openHost();
  const left = new AbortController();
  const events: unknown[] = [];
  const watching = (async () => {
    for await (const update of host.watch({ after: undefined, signal: left.signal }))
      events.push(update);
  })();
  const id = await usable(host, server.url);
  await host.run(toolOf(host, 'echo'), {}, call());
  left.abort();
  await watching.catch(() => undefined);
  const secrets = [
    ...authority.tokens.keys(),
    ...authority.refreshTokens.keys(),
    ...forms(authority).flatMap((form) => [
      form.get('code') ?? '',
      form.get('code_verifier') ?? '',
    ]),
  ];
  expect(secrets).toHaveLength(4);
  const shown = JSON.stringify([
    events,
    host.signIns(),
    host.servers(),
    host.consent(id),
    host.log(id, 0, 1000),
    host.export('vscode'),
    await host.tools(id),
  ]);
  for (const secret of secrets) expect(shown).not.toContain(secret);
});

test('twenty refusals at once are one refresh, and all are asked again', async () => {
  const { authority, server } = await serve();
  const { host } = openHost();
  await usable(host, server.url);
  authority.tokens.clear();
  const tool = toolOf(host, 'echo');
  await Promise.all(Array.from({ length: 20 }, () => host.run(tool, {}, call())));
  const grants = forms(authority).map((form) => form.get('grant_type'));
  expect(grants).toEqual(['authorization_code', 'refresh_token']);
  expect(forms(authority)[1]?.get('resource')).toBe(server.url);
});

test('a token near its end is renewed before it is refused', async () => {
  const { authority, server } = await serve((it) => (it.lifetime = 1));
  const { host } = openHost();
  await usable(host, server.url);
  const before = server.asked.length;
  await expect
    .poll(
      async () => {
        await host.run(toolOf(host, 'echo'), {}, call());
        return forms(authority).length;
      },
      { interval: 300, timeout: 5000 },
    )
    .toBeGreaterThan(1);
  expect(server.asked.slice(before).length).toBeGreaterThan(0);
});

test('a refresh token that is worth nothing any more: a person has to sign in', async () => {
  const { authority, server } = await serve();
  const { host, stored } = openHost();
  const id = await usable(host, server.url);
  authority.tokens.clear();
  authority.refreshTokens.clear();
  await expect(host.run(toolOf(host, 'echo'), {}, call())).rejects.toMatchObject({
    code: 'mcp-connection-failed',
  });
  await until(host, id, 'needs_auth');
  expect(stored.get(`mcp-sign-in/${id}`)).not.toContain('canary-');
  expect(stateOf(host, id)?.signedIn).toBeNull();
  await signedIn(host, id);
  await until(host, id, 'ready');
});

test('who cannot be reached for a refresh costs nobody the sign-in', async () => {
  const { authority, server } = await serve();
  const { host, stored } = openHost();
  const id = await usable(host, server.url);
  const before = stored.get(`mcp-sign-in/${id}`);
  authority.tokens.clear();
  authority.instead.set('/token', (response) => void response.writeHead(503).end());
  await expect(host.run(toolOf(host, 'echo'), {}, call())).rejects.toMatchObject({
    details: { cause: 'authorization-unreachable' },
  });
  expect(stored.get(`mcp-sign-in/${id}`)).toBe(before);
  authority.instead.clear();
  await host.run(toolOf(host, 'echo'), {}, call());
});

test('whoever signs out while a sign-in is renewed is signed out', async () => {
  const { authority, server } = await serve();
  const { host, stored } = openHost();
  const id = await usable(host, server.url);
  authority.tokens.clear();
  const held = Promise.withResolvers<() => void>();
  authority.instead.set('/token', (response) =>
    held.resolve(() =>
      json(response, 200, { access_token: 'late', token_type: 'Bearer', refresh_token: 'late' }),
    ),
  );
  const calling = host.run(toolOf(host, 'echo'), {}, call()).catch(() => undefined);
  const answer = await held.promise;
  expect(await host.signOut(id)).toBe('revoked');
  answer();
  await calling;
  const log = () => JSON.stringify(host.log(id, 0, 1000));
  await expect.poll(log).toContain('a renewed sign-in came too late');
  expect([...stored.keys()]).toEqual([]);
});

test('what takes more than was allowed is asked for with what was there before, and shown as new', async () => {
  const { authority, server } = await serve((_, it) => (it.scopes = 'read'));
  const { host } = openHost();
  const id = await usable(host, server.url);
  await expect(host.run(toolOf(host, 'write'), {}, call())).rejects.toMatchObject({
    details: { cause: 'more-access-needed' },
  });
  expect(stateOf(host, id)).toMatchObject({ wantsMore: true, signedIn: { scopes: ['read'] } });
  const pending = await signedIn(host, id);
  expect(pending.scopes).toEqual([
    { name: 'read', isNew: false },
    { name: 'write', isNew: true },
  ]);
  await expect.poll(() => stateOf(host, id)?.signedIn?.scopes).toEqual(['read', 'write']);
  await host.run(toolOf(host, 'write'), {}, call());
  expect(stateOf(host, id)?.wantsMore).toBe(false);
  expect(count(authority.asked, '/register')).toBe(1);
});

test('nobody is sent to sign in more than three times for one request', async () => {
  const { authority, server } = await serve((it, of) => {
    it.grants = 'read';
    of.scopes = 'read';
  });
  const { host } = openHost();
  const id = await usable(host, server.url);
  const causes: unknown[] = [];
  const attempt = () =>
    host.run(toolOf(host, 'write'), {}, call()).catch((error: { details: { cause: string } }) => {
      causes.push(error.details.cause);
    });
  await attempt();
  while (causes.at(-1) === 'more-access-needed') {
    await signedIn(host, id);
    await expect.poll(() => stateOf(host, id)?.pending).toBeNull();
    await attempt();
  }
  expect(causes).toEqual(['more-access-needed', 'more-access-needed', 'forbidden']);
  expect(count(authority.asked, '/authorize')).toBe(3);
});

test('signing in again and again to a server that refuses all is told from never having signed in', async () => {
  const { authority, server } = await serve((_, it) => (it.refusesAll = true));
  const { host } = openHost();
  const id = await addedAt(host, server.url);
  host.start(id);
  await until(host, id, 'needs_auth');
  for (const _ of [1, 2, 3]) {
    await signedIn(host, id);
    await expect.poll(() => stateOf(host, id)?.pending).toBeNull();
    await until(host, id, 'needs_auth');
  }
  await expect
    .poll(async () => await until(host, id, 'needs_auth'))
    .toMatchObject({
      details: { cause: 'sign-in-not-accepted' },
    });
  expect(count(authority.asked, '/authorize')).toBe(3);
});

test('signing out tells whoever signed the person in, and forgets all of it', async () => {
  const { authority, server } = await serve();
  const { host, stored } = openHost();
  const id = await usable(host, server.url);
  expect(await host.signOut(id)).toBe('revoked');
  expect([authority.tokens.size, authority.refreshTokens.size]).toEqual([0, 0]);
  expect([...stored.keys()]).toEqual([]);
  await until(host, id, 'needs_auth');
  expect(server.asked.at(-1)?.headers.authorization).toBeUndefined();

  await signedIn(host, id);
  await until(host, id, 'ready');
  authority.instead.set('/revoke', (response) => void response.writeHead(503).end());
  expect(await host.signOut(id)).toBe('not-told');
  expect([...stored.keys()]).toEqual([]);
});

test('a server that is removed takes its sign-in with it', async () => {
  const { server } = await serve();
  const { host, stored } = openHost();
  const id = await usable(host, server.url);
  await host.remove(id);
  expect([...stored.keys()]).toEqual([]);
});

test('whoever signs people in has moved: nothing of the one before goes to the new one', async () => {
  const { authority, server } = await serve();
  const other = await serveAuthority('/tenant');
  onTestFinished(other.close);
  const { host } = openHost();
  const id = await usable(host, server.url);
  const before = [...authority.tokens.keys(), ...authority.refreshTokens.keys()];
  server.authority = other;
  await host.run(toolOf(host, 'echo'), {}, call()).catch(() => undefined);
  await until(host, id, 'needs_auth');
  expect(forms(authority)).toHaveLength(1);
  await signedIn(host, id);
  await until(host, id, 'ready');
  expect(count(other.asked, '/register')).toBe(1);
  for (const secret of before) expect(JSON.stringify(other.asked)).not.toContain(secret);
});

test('an id that a person was given is shown to no other authorization server', async () => {
  const { server } = await serve((it) => {
    it.metadata = { token_endpoint_auth_methods_supported: ['client_secret_basic'] };
  });
  const other = await serveAuthority();
  onTestFinished(other.close);
  const { host } = openHost();
  const id = await usable(host, server.url, { oauth: { clientId: 'mine' } });
  server.authority = other;
  await host.run(toolOf(host, 'echo'), {}, call()).catch(() => undefined);
  await until(host, id, 'needs_auth');
  await expect(host.beginSignIn(id)).rejects.toMatchObject({
    details: { cause: 'authorization-moved' },
  });
  expect(JSON.stringify(other.asked)).not.toContain('mine');
});

test.each<[string, string[], (form: URLSearchParams, header: string) => void]>([
  [
    'basic',
    ['client_secret_basic', 'client_secret_post'],
    (form, header) => {
      expect(header).toBe(`Basic ${Buffer.from('mine%3A1:very+secret').toString('base64')}`);
      expect(form.get('client_secret')).toBeNull();
    },
  ],
  [
    'post',
    ['client_secret_post'],
    (form, header) => {
      expect(header).toBe('');
      expect([form.get('client_id'), form.get('client_secret')]).toEqual(['mine:1', 'very secret']);
    },
  ],
  [
    'none',
    ['none'],
    (form, header) => {
      expect(header).toBe('');
      expect([form.get('client_id'), form.get('client_secret')]).toEqual(['mine:1', null]);
    },
  ],
])('an id and a secret that a person was given, proven by %s', async (_way, methods, check) => {
  const { authority, server } = await serve((it) => {
    it.metadata = { token_endpoint_auth_methods_supported: methods };
  });
  const { host, stored } = openHost();
  const oauth = { clientId: 'mine:1', clientSecret: { secret: 'oauth' } };
  const transport = { type: 'http', url: server.url, oauth };
  const id = await host.add(draftConfigSchema.parse({ name: 'Remote', transport }), {
    oauth: 'very secret',
  });
  await host.allow(id, host.consent(id).hash);
  host.setEnabled(id, true);
  await signedIn(host, id);
  await expect.poll(() => stateOf(host, id)?.signedIn).not.toBeNull();
  const asked = authority.asked.find(({ path }) => path === '/token');
  check(new URLSearchParams(asked?.body), asked?.headers.authorization ?? '');
  expect(count(authority.asked, '/register')).toBe(0);
  expect(stored.get(`mcp-sign-in/${id}`)).not.toContain('very secret');
});

test('a document that describes Tina comes before a registration, where it can be used', async () => {
  const { authority, server } = await serve((it) => {
    it.metadata = { client_id_metadata_document_supported: true };
  });
  const { host } = openHost();
  const metadataDocumentUrl = 'https://tina.example/client.json';
  const id = await addedAt(host, server.url, { oauth: { metadataDocumentUrl } });
  const pending = await host.beginSignIn(id);
  expect(new URL(pending.url).searchParams.get('client_id')).toBe(metadataDocumentUrl);
  authority.metadata = {};
  const other = await host.beginSignIn(id);
  expect(new URL(other.url).searchParams.get('client_id')).toMatch(/^client-/);
});

test('to stay signed in is asked for only where that can be had', async () => {
  const { authority, server } = await serve((it, of) => {
    of.metadata = { scopes_supported: ['read'] };
    it.metadata = { scopes_supported: ['read', 'offline_access'] };
  });
  const { host } = openHost();
  const id = await addedAt(host, server.url);
  const asked = new URL((await host.beginSignIn(id)).url).searchParams;
  expect([asked.get('scope'), asked.get('prompt')]).toEqual(['read offline_access', 'consent']);
  authority.metadata = {};
  server.metadata = {};
  const other = new URL((await host.beginSignIn(id)).url).searchParams;
  expect([other.has('scope'), other.has('prompt')]).toEqual([false, false]);
});

const big = 'x'.repeat(300 * 1024);

test.each<[string, (authority: Authority, server: ProtectedServer) => void, string]>([
  ['says to be another', (it) => (it.metadata = { issuer: `${it.issuer}/` }), 'issuer-mismatch'],
  [
    'has no PKCE',
    (it) => (it.metadata = { code_challenge_methods_supported: undefined }),
    'pkce-missing',
  ],
  [
    'knows PKCE only plain',
    (it) => (it.metadata = { code_challenge_methods_supported: ['plain'] }),
    'pkce-missing',
  ],
  [
    'registers nobody',
    (it) => (it.metadata = { registration_endpoint: undefined }),
    'client-id-needed',
  ],
  [
    'refuses to register',
    (it) =>
      it.instead.set('/register', (response) =>
        json(response, 400, { error: 'invalid_redirect_uri' }),
      ),
    'client-id-needed',
  ],
  [
    'sends registrations elsewhere',
    (it) =>
      it.instead.set(
        '/register',
        (response) => void response.writeHead(307, { location: '/x' }).end(),
      ),
    'endpoint-refused',
  ],
  [
    'is about another server',
    (_, it) => (it.metadata = { resource: 'https://other.example/mcp' }),
    'resource-mismatch',
  ],
  [
    'is about a neighbour',
    (_, it) => (it.metadata = { resource: `${it.url}x` }),
    'resource-mismatch',
  ],
  ['names nobody', (_, it) => (it.metadata = { authorization_servers: [] }), 'sign-in-not-offered'],
  ['is about nothing', (_, it) => (it.metadata = { resource: 1 }), 'metadata-unreadable'],
  ['is huge', (_, it) => (it.metadata = { big }), 'metadata-unreadable'],
  [
    'has a token endpoint in the open',
    (it) => (it.metadata = { token_endpoint: 'http://as.example/token' }),
    'endpoint-refused',
  ],
  [
    'has a page of no web',
    (it) => (it.metadata = { authorization_endpoint: 'javascript:alert(1)' }),
    'endpoint-refused',
  ],
  [
    'has a page with a name in it',
    (it) => (it.metadata = { authorization_endpoint: 'https://a:b@as.example/' }),
    'endpoint-refused',
  ],
  [
    'is where secrets are told',
    (it) => (it.metadata = { token_endpoint: 'https://169.254.169.254/t' }),
    'endpoint-refused',
  ],
])('before anything is opened: what %s is refused', async (_what, change, cause) => {
  const { authority, server } = await serve(change);
  const { host } = openHost();
  const id = await addedAt(host, server.url);
  await expect(host.beginSignIn(id)).rejects.toMatchObject({
    code: 'mcp-connection-failed',
    details: { cause },
  });
  expect(stateOf(host, id)?.pending).toBeNull();
  expect(count(authority.asked, '/token')).toBe(0);
});

test.each<[string, (authority: Authority) => void, string, number]>([
  ['from another', (it) => (it.redirect = { iss: 'https://evil.example' }), 'answer-mismatch', 0],
  [
    'from nobody, where it promised to say',
    (it) => (it.redirect = { iss: null }),
    'answer-mismatch',
    0,
  ],
  [
    'an error from another',
    (it) =>
      (it.redirect = {
        iss: `${it.issuer}/`,
        code: null,
        error: 'access_denied',
        error_description: 'evil',
      }),
    'answer-mismatch',
    0,
  ],
  ['a no', (it) => (it.redirect = { code: null, error: 'access_denied' }), 'sign-in-declined', 0],
  ['an error', (it) => (it.redirect = { code: null, error: 'evil words' }), 'sign-in-refused', 0],
  [
    'followed by a token endpoint that sends elsewhere',
    (it) =>
      it.instead.set(
        '/token',
        (response) => void response.writeHead(307, { location: '/t' }).end(),
      ),
    'endpoint-refused',
    1,
  ],
  [
    'followed by a token of another kind',
    (it) =>
      it.instead.set('/token', (response) =>
        json(response, 200, { access_token: 'x', token_type: 'DPoP' }),
      ),
    'sign-in-refused',
    1,
  ],
  [
    'followed by a token that would end the header',
    (it) =>
      it.instead.set('/token', (response) =>
        json(response, 200, { access_token: 'x\r\ny: z', token_type: 'Bearer' }),
      ),
    'sign-in-refused',
    1,
  ],
  [
    'followed by nobody knowing Tina',
    (it) =>
      it.instead.set('/token', (response) => json(response, 401, { error: 'invalid_client' })),
    'client-refused',
    1,
  ],
])('an answer %s is no sign-in', async (_what, change, cause, exchanges) => {
  const { authority, server } = await serve(change);
  const { host, stored } = openHost();
  const id = await addedAt(host, server.url);
  const page = await (await open(await host.beginSignIn(id))).text();
  expect(page).not.toContain('evil');
  await failed(host, id).toBe(cause);
  expect(JSON.stringify(stateOf(host, id))).not.toContain('evil');
  expect(count(authority.asked, '/token')).toBe(exchanges);
  expect([...stored.keys()]).toEqual([]);
});

test('whoever does not promise to say who answers may leave it out', async () => {
  const { server } = await serve((it) => {
    it.metadata = { authorization_response_iss_parameter_supported: undefined };
    it.redirect = { iss: null };
  });
  const { host } = openHost();
  await usable(host, server.url);
});

test('a server that says nothing of itself is asked at its root, as those of 2025-03-26 are', async () => {
  const { authority } = await serve();
  // The authority itself, asked as a server: it has metadata of its own and none of a resource.
  const { host } = openHost();
  const id = await addedAt(host, `${authority.issuer}/mcp`);
  const pending = await host.beginSignIn(id);
  expect(new URL(pending.url).searchParams.get('resource')).toBe(`${authority.issuer}/mcp`);
  const paths = authority.asked.map(({ path }) => path);
  expect(paths.slice(0, 3)).toEqual([
    '/.well-known/oauth-protected-resource/mcp',
    '/.well-known/oauth-protected-resource',
    '/.well-known/oauth-authorization-server',
  ]);
});

test('a sign-in that is cancelled is not waited for any more, and a second takes the place of the first', async () => {
  const { server } = await serve();
  const { host } = openHost();
  const id = await addedAt(host, server.url);
  const first = await host.beginSignIn(id);
  const second = await host.beginSignIn(id);
  expect(stateOf(host, id)?.pending?.id).toBe(second.id);
  await expect(open(first)).rejects.toThrow();
  host.cancelSignIn(id);
  expect(stateOf(host, id)).toMatchObject({ pending: null, failed: null });
  await expect(open(second)).rejects.toThrow();
});

test('nobody is asked before the person agreed to the server, nor where they said themselves who asks', async () => {
  const { authority, server } = await serve();
  const { host } = openHost();
  const transport = { type: 'http', url: server.url };
  const id = await host.add(draftConfigSchema.parse({ name: 'Remote', transport }), {});
  await expect(host.beginSignIn(id)).rejects.toMatchObject({
    details: { cause: 'consent-missing' },
  });
  const own = await addedAt(host, server.url, { headers: { authorization: 'Bearer mine' } });
  await expect(host.beginSignIn(own)).rejects.toMatchObject({ code: 'invalid-input' });
  host.start(own);
  expect(await until(host, own, 'failed')).toMatchObject({ details: { cause: 'token-refused' } });
  expect(host.signIns().map((one) => one.server)).toEqual([id]);
  expect(authority.asked).toEqual([]);
});

test('a token goes to the address it was given for, and to no other', async () => {
  const { authority, server } = await serve();
  const elsewhere = await serveProtected(authority);
  onTestFinished(elsewhere.close);
  const { host } = openHost();
  const id = await usable(host, server.url);
  const transport = { type: 'http', url: elsewhere.url };
  await host.update(id, draftConfigSchema.parse({ name: 'Remote', transport }), {});
  await host.allow(id, host.consent(id).hash);
  host.start(id);
  await until(host, id, 'needs_auth');
  expect(elsewhere.asked.every(({ headers }) => headers.authorization === undefined)).toBe(true);
});
