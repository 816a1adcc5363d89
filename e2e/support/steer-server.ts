import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What the server was sent by its client. */
export interface HeardMessage {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export interface Progress {
  readonly progress: number;
  readonly total?: number;
  readonly message?: string;
}

/** The server `steered-server.mjs`, whose calls go on when they are told to. */
export interface SteeredServer {
  /** What starts it, as it is pasted. */
  readonly line: string;
  /** So far, in order. */
  readonly messages: readonly HeardMessage[];
  /** Resolves to the first such message, once it has come. */
  heard(isMeant: (message: HeardMessage) => boolean): Promise<HeardMessage>;
  /** The call with this `to`, once it has come. */
  called(to: string): Promise<HeardMessage>;
  note(to: string, progress: Progress): void;
  answer(to: string, text: string): void;
  /** The server ends with it. */
  close(): Promise<void>;
}

export async function steerServer(): Promise<SteeredServer> {
  const heard: HeardMessage[] = [];
  let more = Promise.withResolvers<void>();
  let server: Socket | undefined;
  const listener = createServer((socket) => {
    server = socket;
    // The door may be killed with it.
    socket.on('error', () => undefined);
    createInterface({ input: socket }).on('line', (line) => {
      heard.push(JSON.parse(line) as HeardMessage); // the server is ours
      more.resolve();
      more = Promise.withResolvers();
    });
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const { port } = listener.address() as AddressInfo; // it listens on a port

  async function find(isMeant: (message: HeardMessage) => boolean): Promise<HeardMessage> {
    for (;;) {
      const found = heard.find(isMeant);
      if (found !== undefined) return found;
      await more.promise;
    }
  }
  const tell = (words: object) => void server?.write(`${JSON.stringify(words)}\n`);

  return {
    line: `"${process.execPath}" "${join(import.meta.dirname, 'steered-server.mjs')}" ${port}`,
    messages: heard,
    heard: find,
    called: (to) =>
      find(({ method, params }) => {
        const given = params?.['arguments'] as { readonly to?: string } | undefined;
        return method === 'tools/call' && given?.to === to;
      }),
    note: (to, progress) => tell({ to, progress }),
    answer: (to, text) => tell({ to, text }),
    async close() {
      server?.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}
