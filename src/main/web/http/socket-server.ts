import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Clock } from '../../../shared/clock.ts';
import { maxFrameBytes } from '../../../shared/limits.ts';
import type { Log } from '../../host.ts';
import type { Session, Sessions } from '../sign-in/sessions.ts';
import type { Channel } from '../../bridge/channel.ts';
import { closeCodes, socketChannel } from './socket-channel.ts';

export const maxSockets = 16;
export const pingEveryMs = 20_000;
const maxMissedPings = 2;
/** How long a browser may take to say goodbye before the connection is cut. */
const closeTimeoutMs = 500;
/** A longer timer would overflow, and machines sleep. */
const maxExpiryCheckMs = 60 * 60 * 1000;

/** Answers whoever is at the other end of one connection, until it closes. */
export type ServeChannel = (channel: Channel) => void;

interface SocketServer {
  readonly isFull: boolean;
  /** Completes the handshake of an upgrade that was let in. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, session: Session): void;
  /** Says goodbye to all; resolves when the last connection is gone. */
  close(): Promise<void>;
}

export function createSocketServer({
  serve,
  sessions,
  clock,
  log,
}: {
  serve: ServeChannel;
  sessions: Pick<Sessions, 'onEnd'>;
  clock: Clock;
  log: Log;
}): SocketServer {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
  });
  /** How to end each open connection, and whose it is. */
  const open = new Map<
    WebSocket,
    { readonly session: Session; end(code: number, reason: string): void }
  >();

  const stopListening = sessions.onEnd((id) => {
    for (const { session, end } of open.values())
      if (session.id === id) end(closeCodes.signedOut, 'signed out');
  });

  function connected(webSocket: WebSocket, session: Session): void {
    const { channel, end } = socketChannel(webSocket, (error) =>
      log.error({ error }, 'The bridge failed.'),
    );
    open.set(webSocket, { session, end });
    const stopPinging = keepAlive(webSocket, clock);
    const stopExpiry = atExpiry(session, clock, () => end(closeCodes.signedOut, 'signed out'));
    webSocket.on('error', (error) => log.info({ error }, 'A browser connection failed.'));
    let stopWaiting = () => {};
    channel.onClose(() => {
      if (webSocket.readyState !== webSocket.CLOSED)
        stopWaiting = clock.after(closeTimeoutMs, () => webSocket.terminate());
    });
    webSocket.on('close', (code) => {
      stopWaiting();
      stopPinging();
      stopExpiry();
      open.delete(webSocket);
      log.debug({ code, open: open.size }, 'A browser connection closed.');
    });
    serve(channel);
  }

  return {
    get isFull() {
      return open.size >= maxSockets;
    },
    accept(request, socket, head, session) {
      server.handleUpgrade(request, socket, head, (webSocket) => connected(webSocket, session));
    },
    async close() {
      stopListening();
      const gone = [...open.keys()].map(
        (webSocket) => new Promise((resolve) => webSocket.once('close', resolve)),
      );
      for (const { end } of open.values()) end(closeCodes.goingAway, 'going away');
      await Promise.all(gone);
      server.close();
    },
  };
}

/** Cuts a connection whose other end went away without a word. */
function keepAlive(webSocket: WebSocket, clock: Clock): () => void {
  let missed = 0;
  let cancel = clock.after(pingEveryMs, tick);
  const alive = () => (missed = 0);
  webSocket.on('pong', alive);
  webSocket.on('message', alive);

  function tick(): void {
    if (missed >= maxMissedPings) return webSocket.terminate();
    missed += 1;
    webSocket.ping();
    cancel = clock.after(pingEveryMs, tick);
  }
  return () => cancel();
}

function atExpiry(session: Session, clock: Clock, run: () => void): () => void {
  let cancel = wait();
  function wait(): () => void {
    return clock.after(Math.min(session.expiresAt - clock.now(), maxExpiryCheckMs), check);
  }
  function check(): void {
    if (clock.now() >= session.expiresAt) run();
    else cancel = wait();
  }
  return () => cancel();
}
