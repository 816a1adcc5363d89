import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { systemClock, type Clock } from '../../../shared/clock.ts';
import type { LoadArtifact } from '../../door/page/answer-artifact.ts';
import type { Log } from '../../host.ts';
import type { ServeChannel } from '../http/socket-server.ts';
import { cookieName } from '../sign-in/session-cookie.ts';
import { startWebHost, type WebHost } from '../start-web-host.ts';

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

export interface TestHost {
  readonly web: WebHost;
  readonly dataDir: string;
  readonly origin: string;
  /** Redeems a fresh link and returns the Cookie header. */
  signIn(): Promise<string>;
  /** Opens the bridge as the page does. */
  connect(cookie: string): Promise<WebSocket>;
  close(): Promise<void>;
}

/** The real host on a free port over a real folder; the core only echoes. */
export async function startTestHost({
  clock = systemClock,
  artifacts = () => Promise.resolve(null),
  serve = (channel) => channel.onMessage((data) => void channel.send(`echo ${String(data)}`)),
  dataDir,
}: {
  clock?: Clock;
  artifacts?: LoadArtifact;
  serve?: ServeChannel;
  dataDir?: string;
} = {}): Promise<TestHost> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'tina-web-')));
  const web = await startWebHost({
    dataDir: folder,
    port: 0,
    pageFolder: join(import.meta.dirname, 'page'),
    serve,
    artifacts,
    clock,
    log: silentLog,
    hide() {},
  });
  const origin = `http://127.0.0.1:${web.port}`;
  return {
    web,
    dataDir: folder,
    origin,
    async signIn() {
      const response = await exchange(origin, codeOf(web.signInLink()));
      return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    },
    connect: (cookie) =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://127.0.0.1:${web.port}/bridge`, {
          origin,
          headers: { cookie },
        });
        socket.once('open', () => resolve(socket));
        socket.once('error', reject);
      }),
    async close() {
      await web.close();
      if (dataDir === undefined) await rm(folder, { recursive: true });
    },
  };
}

export function codeOf(link: string): string {
  return new URL(link).hash.slice(1);
}

export function exchange(origin: string, code: string, cookie?: string): Promise<Response> {
  return fetch(`${origin}/auth/exchange`, {
    method: 'POST',
    headers: {
      origin,
      'content-type': 'application/json',
      ...(cookie === undefined ? {} : { cookie }),
    },
    body: JSON.stringify({ code }),
  });
}

export function tokenOf(cookie: string, port: number): string {
  return cookie.slice(`${cookieName(port)}=`.length);
}

/** Sends bytes as they are and returns the answer's status and head, without waiting for a body. */
export function sendRaw(
  port: number,
  bytes: string,
): Promise<{ readonly status: number; readonly head: string }> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const end = received.indexOf('\r\n\r\n');
      if (end === -1) return;
      socket.destroy();
      resolve({ status: Number(received.split(' ')[1]), head: received.slice(0, end) });
    });
    socket.on('error', reject);
    socket.on('end', () => reject(new Error(`The connection ended after: ${received}`)));
  });
}
