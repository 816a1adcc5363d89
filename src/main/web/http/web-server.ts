import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { AppError } from '../../../shared/errors.ts';
import type { Log } from '../../host.ts';
import { isSameToken } from '../sign-in/random-token.ts';
import { readSessionCookie } from '../sign-in/session-cookie.ts';
import type { Session, Sessions } from '../sign-in/sessions.ts';
import { checkRequest, type RequestFacts, type Verdict } from './check-request.ts';
import { requestFacts, requestPath } from './request-facts.ts';
import { respond } from './respond.ts';
import { accessOf, route, type RouterParts } from './router.ts';
import { createSocketServer, type ServeChannel } from './socket-server.ts';
import { commonHeaders } from '../../door/page/security-headers.ts';

/** Nothing but this machine; there is no option for more. */
const bindAddress = '127.0.0.1';
const bridgePath = '/bridge';

export interface WebServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface WebServerParts extends Omit<RouterParts, 'port'> {
  readonly serve: ServeChannel;
  readonly instanceSecret: string;
  readonly sessions: Sessions;
  readonly clock: RouterParts['clock'] & Parameters<typeof createSocketServer>[0]['clock'];
  readonly log: Log;
}

/** Listens on `port` of 127.0.0.1; 0 takes a free one. Rejects with the system's error if it is taken. */
export async function startWebServer(port: number, parts: WebServerParts): Promise<WebServer> {
  const { log, sessions, instanceSecret } = parts;
  const sockets = createSocketServer(parts);
  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 5_000,
  });
  server.maxRequestsPerSocket = 1000;
  server.maxConnections = 256;
  const listening = { ...parts, port: await listen(server, port) };

  function judge(
    request: IncomingMessage,
    kind: RequestFacts['kind'],
  ): { verdict: Verdict; session: Session | undefined } {
    const token = readSessionCookie(request.headers.cookie, listening.port);
    const session = token === undefined ? undefined : sessions.find(token);
    const access =
      kind === 'websocket' ? 'session' : accessOf(request.method ?? '', requestPath(request));
    const verdict = checkRequest(
      requestFacts(request, kind, listening.port, access, {
        signedIn: session !== undefined,
        knowsInstanceSecret: isSameToken(
          request.headers.authorization ?? '',
          `Bearer ${instanceSecret}`,
        ),
      }),
    );
    if (verdict.type === 'refuse') {
      log.info(
        { kind, method: request.method, status: verdict.status, reason: verdict.reason },
        'Refused a request.',
      );
    }
    return { verdict, session };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { verdict, session } = judge(request, 'request');
    // The body of a request that was turned away is not waited for.
    if (verdict.type === 'refuse')
      return respond(response, verdict.status, verdict.reason, { Connection: 'close' });
    if (verdict.type === 'redirect')
      return respond(response, 302, '', { Location: verdict.location });
    try {
      // `checkRequest` let in nothing without a path.
      await route(listening, requestPath(request) ?? '/', { request, response, session });
    } catch (error) {
      const status = error instanceof AppError ? (statusOf[error.code] ?? 500) : 500;
      if (status === 500)
        log.error({ error, method: request.method }, 'Answering a request failed.');
      if (!response.headersSent)
        respond(response, status, error instanceof AppError ? error.code : 'internal', {
          Connection: 'close',
        });
    }
  }

  server.on('request', (request, response) => void answer(request, response));
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', (error) => log.debug({ error }, 'A connection failed during its upgrade.'));
    const { verdict, session } = judge(request, 'websocket');
    if (verdict.type === 'refuse') return refuseUpgrade(socket, verdict.status, verdict.reason);
    if (requestPath(request) !== bridgePath) return refuseUpgrade(socket, 404, 'not-found');
    if (sockets.isFull) return refuseUpgrade(socket, 503, 'too-many-connections');
    // A WebSocket needs a session, so one that passed has it; the type cannot say so.
    if (session !== undefined) sockets.accept(request, socket, head, session);
  });

  return {
    port: listening.port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await sockets.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const statusOf: Partial<Record<AppError['code'], number>> = {
  'not-found': 404,
  'invalid-input': 400,
  'too-large': 413,
};

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: bindAddress, exclusive: true }, () => {
      server.off('error', reject);
      // Listening on TCP, so the address is never a string or null.
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  const headers = {
    ...commonHeaders,
    'Cache-Control': 'no-store',
    'Content-Type': 'text/plain',
    'Content-Length': reason.length,
    Connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head.join('')}\r\n${reason}`);
}
