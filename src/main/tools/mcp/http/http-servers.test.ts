import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { draftConfigSchema } from '../../../../shared/contract/mcp-server.ts';
import type { DraftConfig } from '../../../../shared/contract/mcp-server.ts';
import { added, call, openHost, toolOf, until } from '../host/__fixtures__/host-for-test.ts';
import type { McpHost } from '../host/mcp-host.ts';
import { serveSdk } from './__fixtures__/sdk-http-server.ts';

const canary = 'canary-0123456789abcdef';

function at(url: string, more: object = {}): DraftConfig {
  return draftConfigSchema.parse({ name: 'Remote', transport: { type: 'http', url, ...more } });
}

async function connected(host: McpHost, config: DraftConfig): Promise<string> {
  const id = await added(host, config);
  host.start(id);
  await until(host, id, 'ready');
  return id;
}

/** A server of the test's own words. */
async function serve(listener: RequestListener, { closed = false } = {}): Promise<string> {
  const http = createServer(listener);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const close = async () => {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  };
  if (closed) await close();
  else onTestFinished(close);
  return `http://127.0.0.1:${port}/mcp`;
}

const logOf = (host: McpHost, id: string) =>
  host
    .log(id, 0, 1000)
    .lines.map(({ text }) => text)
    .join('\n');

test.each(['streamable', 'json', 'sse'] as const)(
  'a real server over %s: tools, a call, one that is stopped, and the end',
  async (kind) => {
    const server = await serveSdk(kind);
    const { host } = openHost();
    const id = await connected(host, at(server.url));
    expect(host.offered().map(({ name }) => name)).toEqual([
      'remote__echo',
      'remote__forever',
      'remote__steps',
    ]);
    const given = await host.run(toolOf(host, 'echo'), { text: 'hi' }, call());
    expect(given).toMatchObject({ content: [{ type: 'text', text: '{"text":"hi"}' }] });

    const stop = new AbortController();
    const forever = host.run(toolOf(host, 'forever'), {}, { ...call(), signal: stop.signal });
    await expect.poll(() => logOf(host, id)).toContain('"forever"');
    stop.abort(new Error('stopped'));
    await expect(forever).rejects.toThrow('stopped');
    await expect.poll(() => server.cancelled).toEqual(['forever']);

    await host.stop(id);
    if (kind !== 'sse') expect(server.asked.at(-1)?.method).toBe('DELETE');
    expect(logOf(host, id)).toContain('disconnected');
  },
);

test.each(['streamable', 'sse'] as const)(
  'over %s progress arrives before the result, and the server can speak by itself',
  async (kind) => {
    const server = await serveSdk(kind);
    const { host } = openHost();
    const id = await connected(host, at(server.url));
    const seen: unknown[] = [];
    const onProgress = (progress: unknown) => seen.push(progress);
    await host.run(toolOf(host, 'steps'), {}, { ...call(), onProgress });
    expect(seen.at(-1)).toMatchObject({ progress: 3, total: 3 });
    const lists = () => logOf(host, id).split('"tools/list"').length - 1;
    const before = lists();
    await expect.poll(() => server.asked.filter(({ method }) => method === 'GET').length).toBe(1);
    await server.tellToolsChanged();
    await expect.poll(lists, { timeout: 5000 }).toBe(before + 1);
  },
);

test('each message after the handshake names the session and the version, and what the person set', async () => {
  const server = await serveSdk('streamable');
  const { host } = openHost();
  const config = at(server.url, { headers: { authorization: ['Bearer ', { secret: 'token' }] } });
  const id = await host.add(config, { token: canary });
  await host.allow(id, host.consent(id).hash);
  host.setEnabled(id, true);
  host.start(id);
  await until(host, id, 'ready');
  const [first, ...others] = server.asked;
  expect(first?.headers['mcp-session-id']).toBeUndefined();
  expect(others.length).toBeGreaterThan(1);
  for (const { headers } of others) {
    expect(headers['mcp-session-id']).toMatch(/^[\w-]{36}$/);
    expect(headers['mcp-protocol-version']).toBe('2025-11-25');
  }
  for (const { headers } of server.asked) expect(headers.authorization).toBe(`Bearer ${canary}`);
  expect(logOf(host, id)).not.toContain(canary);
  expect(JSON.stringify(host.consent(id))).not.toContain(canary);
});

test('a server that forgot the session is connected to anew', async () => {
  const server = await serveSdk('streamable');
  const { host } = openHost();
  await connected(host, at(server.url));
  server.forgetSessions();
  await expect(host.run(toolOf(host, 'echo'), {}, call())).rejects.toMatchObject({
    code: 'mcp-connection-failed',
    details: { cause: 'crashed', because: 'closed' },
  });
  await host.run(toolOf(host, 'echo'), {}, call());
});

test.each<[string, RequestListener, string, object]>([
  [
    'wants a sign-in',
    (_, to) => to.writeHead(401).end(),
    'needs_auth',
    { cause: 'sign-in-needed' },
  ],
  ['forbids it', (_, to) => to.writeHead(403).end(), 'failed', { cause: 'forbidden' }],
  [
    'sends elsewhere',
    (_, to) => to.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
    'failed',
    { cause: 'address-moved' },
  ],
  [
    'is broken',
    (_, to) => to.writeHead(503).end(),
    'backoff',
    { cause: 'http-status', status: 503 },
  ],
  ['is a web site', (_, to) => to.end('<h1>Hi</h1>'), 'failed', { cause: 'answer-unreadable' }],
  [
    'is too new',
    (_, to) =>
      to
        .writeHead(400, { 'content-type': 'application/json' })
        .end('{"jsonrpc":"2.0","id":null,"error":{"code":-32022,"message":"x"}}'),
    'failed',
    { cause: 'version-unknown' },
  ],
])('a server that %s is asked once, over one way', async (_what, listener, state, details) => {
  const methods: unknown[] = [];
  const url = await serve((request, response) => {
    methods.push(request.method);
    listener(request, response);
  });
  const { host } = openHost();
  const id = await added(host, at(url));
  host.start(id);
  expect(await until(host, id, state)).toMatchObject({ details });
  expect(methods).toEqual(['POST']);
});

test('where nobody answers, the host and the reason are said', async () => {
  const { host } = openHost();
  const url = await serve(() => {}, { closed: true });
  const id = await added(host, at(url));
  host.start(id);
  const details = { cause: 'unreachable', host: new URL(url).host, reason: 'ECONNREFUSED' };
  expect(await until(host, id, 'backoff')).toMatchObject({ details });
});

test('an address in the open is not asked without encryption', async () => {
  const { host } = openHost();
  const id = await added(host, at('http://example.com/mcp'));
  host.start(id);
  expect(await until(host, id, 'failed')).toMatchObject({
    details: { cause: 'config-invalid', gaps: [{ gap: 'url-not-safe', field: 'url' }] },
  });
});

test('an older server may not send messages, and what authorizes them, to another host', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('event: endpoint\ndata: https://elsewhere.example/messages\n\n');
  });
  const { host } = openHost();
  const id = await added(host, at(url, { kind: 'sse' }));
  host.start(id);
  expect(await until(host, id, 'failed')).toMatchObject({ details: { cause: 'address-moved' } });
});

test('an answer whose stream broke off is taken up again where it was, after as long as the server says', async () => {
  const resumed: unknown[] = [];
  const url = await serve((request, response) => {
    if (request.method === 'GET') {
      const from = request.headers['last-event-id'];
      if (from === undefined) return void response.writeHead(405).end();
      resumed.push(from);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      return void response.end(
        'id: e3\ndata: {"jsonrpc":"2.0","id":3,"result":{"content":[]}}\n\n',
      );
    }
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { id, method } = JSON.parse(body) as { id?: number; method: string };
      if (id === undefined) return void response.writeHead(202).end();
      if (method === 'tools/call') {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        return void response.end('id: e1\nretry: 5\ndata:\n\n');
      }
      const result =
        method === 'initialize'
          ? {
              protocolVersion: '2025-11-25',
              capabilities: { tools: {} },
              serverInfo: { name: 'x', version: '1' },
            }
          : { tools: [{ name: 'late', inputSchema: { type: 'object' } }] };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ jsonrpc: '2.0', id, result }));
    });
  });
  const { host } = openHost();
  await connected(host, at(url));
  expect(await host.run(toolOf(host, 'late'), {}, call())).toMatchObject({ content: [] });
  expect(resumed).toEqual(['e1']);
});
