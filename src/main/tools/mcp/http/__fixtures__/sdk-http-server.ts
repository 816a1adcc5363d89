import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * The parts of the 1.x SDK, from the copy that Playwright brings for its own use, that make a server at an address: a
 * peer that somebody else wrote, without a dependency of ours. Only what the tests use is described.
 */
interface Bundle {
  readonly Server: new (info: object, options: object) => SdkServer;
  readonly StreamableHTTPServerTransport: new (options: {
    readonly sessionIdGenerator: () => string;
    readonly enableJsonResponse: boolean;
    readonly onsessioninitialized: (session: string) => void;
  }) => SdkTransport;
  readonly SSEServerTransport: new (path: string, response: ServerResponse) => SdkTransport;
  readonly ListToolsRequestSchema: object;
  readonly CallToolRequestSchema: object;
}

interface SdkServer {
  setRequestHandler(schema: object, handler: (request: ToolRequest, extra: Extra) => unknown): void;
  connect(transport: SdkTransport): Promise<void>;
  notification(message: object): Promise<void>;
  close(): Promise<void>;
}

interface ToolRequest {
  readonly params: {
    readonly name: string;
    readonly arguments: Readonly<Record<string, unknown>>;
    readonly _meta?: { readonly progressToken?: string };
  };
}

interface Extra {
  readonly signal: AbortSignal;
  sendNotification(message: object): Promise<void>;
}

interface SdkTransport {
  readonly sessionId: string;
  handleRequest?(request: IncomingMessage, response: ServerResponse): Promise<void>;
  handlePostMessage?(request: IncomingMessage, response: ServerResponse): Promise<void>;
  onclose?: () => void;
}

const sdk = createRequire(import.meta.url)('playwright-core/lib/utilsBundle') as Bundle;

export interface SdkHttpServer {
  readonly url: string;
  /** Each request as it came. */
  readonly asked: { readonly method: string; readonly headers: IncomingHttpHeaders }[];
  /** Calls that the server was told nobody waits for. */
  readonly cancelled: string[];
  /** To all that are connected, by themselves. */
  tellToolsChanged(): Promise<void>;
  /** As after a restart: it knows no session any more. */
  forgetSessions(): void;
}

/** With the tools `echo`, `steps`, which tells how far it is, and `forever`. */
export async function serveSdk(kind: 'streamable' | 'json' | 'sse'): Promise<SdkHttpServer> {
  const asked: SdkHttpServer['asked'] = [];
  const cancelled: string[] = [];
  const sessions = new Map<
    string,
    { readonly server: SdkServer; readonly transport: SdkTransport }
  >();

  async function newServer(transport: SdkTransport): Promise<SdkServer> {
    const server = new sdk.Server(
      { name: 'at-an-address', version: '1' },
      { capabilities: { tools: { listChanged: true } } },
    );
    const inputSchema = { type: 'object' };
    server.setRequestHandler(sdk.ListToolsRequestSchema, () => ({
      tools: ['echo', 'steps', 'forever'].map((name) => ({ name, inputSchema })),
    }));
    server.setRequestHandler(sdk.CallToolRequestSchema, async ({ params }, extra) => {
      const { name, arguments: given, _meta: meta } = params;
      if (name === 'forever')
        return new Promise((_resolve, reject) => {
          extra.signal.addEventListener('abort', () => {
            cancelled.push(name);
            reject(new Error('cancelled'));
          });
        });
      if (name === 'steps')
        for (const progress of [1, 2, 3])
          await extra.sendNotification({
            method: 'notifications/progress',
            params: { progressToken: meta?.progressToken, progress, total: 3 },
          });
      return { content: [{ type: 'text', text: JSON.stringify(given) }] };
    });
    await server.connect(transport);
    return server;
  }

  async function streamable(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const named = request.headers['mcp-session-id'];
    const known = typeof named === 'string' ? sessions.get(named) : undefined;
    if (known !== undefined) return known.transport.handleRequest?.(request, response);
    if (named !== undefined) return void response.writeHead(404).end();
    const transport = new sdk.StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      enableJsonResponse: kind === 'json',
      onsessioninitialized: (session) => void sessions.set(session, { server, transport }),
    });
    const server = await newServer(transport);
    await transport.handleRequest?.(request, response);
  }

  async function overSse(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    if (request.method === 'GET' && pathname === '/mcp') {
      const transport = new sdk.SSEServerTransport('/messages', response);
      sessions.set(transport.sessionId, { server: await newServer(transport), transport });
      return;
    }
    const session = sessions.get(searchParams.get('sessionId') ?? '');
    if (pathname !== '/messages' || session === undefined)
      return void response.writeHead(404).end();
    await session.transport.handlePostMessage?.(request, response);
  }

  const http = createServer((request, response) => {
    asked.push({ method: request.method ?? '', headers: request.headers });
    void (kind === 'sse' ? overSse : streamable)(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const { server } of sessions.values()) await server.close();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    asked,
    cancelled,
    async tellToolsChanged() {
      for (const { server } of sessions.values())
        await server.notification({ method: 'notifications/tools/list_changed' });
    },
    forgetSessions: () => sessions.clear(),
  };
}
