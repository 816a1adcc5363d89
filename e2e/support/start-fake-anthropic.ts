import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { textAnswer } from './answers/text-answer.ts';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the server does with one question. It may hang for ever: closing the server ends it. */
export type Answer = (response: ServerResponse, received: Received) => Promise<void> | void;

export interface FakeAnthropic {
  readonly url: string;
  /** Everything it was asked, models and all, oldest first. */
  readonly received: readonly Received[];
  /** The questions among it. */
  questions(): readonly Received[];
  /** How it answers from now on; of several, the last stays. */
  answerWith(...answers: readonly Answer[]): void;
  /** Resolves when `count` questions have come. */
  asked(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A server on loopback that speaks Anthropic's wire format, or breaks it in the way it is told to. */
export async function startFakeAnthropic(...first: readonly Answer[]): Promise<FakeAnthropic> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  let answers: readonly Answer[] =
    first.length === 0 ? [textAnswer('This is a fake answer.')] : first;

  const questions = () => received.filter(({ path }) => path === '/v1/messages');
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Whoever leaves early is no failure of the server.
    response.on('error', () => undefined);
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const entry = {
      method: request.method ?? '',
      path: (request.url ?? '').split('?')[0] ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    received.push(entry);
    if (entry.path === '/v1/messages') {
      const [next, ...later] = answers;
      if (later.length > 0) answers = later;
      for (const wake of waiting) wake();
      await next?.(response, entry);
    } else if (entry.path === '/v1/models') {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(models));
    } else {
      response.writeHead(404).end();
    }
  }

  // A failure here is a bug of the test's own: it ends the run.
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    questions,
    answerWith(...next) {
      answers = next;
    },
    asked(count) {
      return new Promise((resolve) => {
        const check = () => {
          if (questions().length < count) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      });
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const models = {
  data: [
    {
      type: 'model',
      id: 'claude-sonnet-5-5',
      display_name: 'Claude Sonnet 5.5',
      created_at: '2026-09-01T00:00:00Z',
    },
    {
      type: 'model',
      id: 'claude-opus-5-5',
      display_name: 'Claude Opus 5.5',
      created_at: '2026-09-01T00:00:00Z',
    },
  ],
  has_more: false,
  first_id: 'claude-sonnet-5-5',
  last_id: 'claude-opus-5-5',
};
