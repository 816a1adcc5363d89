import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import { v7 as uuidv7 } from 'uuid';
import { createApp } from '../../src/main/app.ts';
import { startSourceWorker } from '../../src/main/store/start-source-worker.ts';
import type { Figures, Subject, Subjects } from '../harness/subject.ts';
import { makeFolder } from '../harness/make-folder.ts';
import { isWireName, wires } from '../servers/wires.ts';
import type { WireName } from '../servers/wires.ts';
import { memoryHost } from './memory-host.ts';
import { apiKey, model, openAdapter, request } from './open-adapter.ts';

const streams = 50;
/** Nobody begins fifty in the same millisecond. */
const apartMs = 10;

/** Fifty streams at once, each with `n` pieces of text at 100 a second. `setup.baseUrl` is the fake vendor. */
export const subjects: Subjects = {
  /** What a process that does nothing sees of the machine’s delays. */
  idle: async () => parallel((n) => delay(n * 10, n)),

  /** The bytes, and nothing done with them. */
  floor: async ({ baseUrl = '' }) =>
    warm(async (n, pace) => {
      const response = await fetch(`${baseUrl}/${pace}/${n}/v1/messages`, {
        method: 'POST',
        body: '{}',
      });
      let length = 0;
      for await (const bytes of response.body ?? []) length += bytes.length;
      return length > n ? n : 0;
    }),

  adapter: async ({ baseUrl = '' }) => {
    const providerAt = once(openAdapter);
    return warm(async (n, pace) => {
      const provider = await providerAt(`${baseUrl}/${pace}/${n}`);
      let pieces = 0;
      const { signal } = new AbortController();
      for await (const batch of provider.stream(request(), { signal })) {
        for (const part of batch) if (part.type === 'text-delta') pieces++;
      }
      return pieces;
    });
  },

  /** Every vendor's format at once, a quarter of the streams each. `setup` has an address by format. */
  mixed: async (setup) => {
    const providerAt = once((name: string) => {
      const [format, path] = split(name);
      return openAdapter(`${setup[format] ?? ''}/${path}`, format);
    });
    return warm(async (n, pace, index) => {
      const format = formatOf(index);
      const provider = await providerAt(`${format} ${pace}/${n}`);
      let pieces = 0;
      const { signal } = new AbortController();
      for await (const batch of provider.stream(request([], format), { signal })) {
        for (const part of batch) if (part.type === 'text-delta' && part.delta !== '') pieces++;
      }
      return pieces;
    });
  },

  'mixed-floor': async (setup) =>
    warm(async (n, pace, index) => {
      const address = `${setup[formatOf(index)] ?? ''}/${pace}/${n}/`;
      const response = await fetch(address, { method: 'POST', body: '{}' });
      let length = 0;
      for await (const bytes of response.body ?? []) length += bytes.length;
      return length > n ? n : 0;
    }),

  'sdk-create': async ({ baseUrl = '' }) => {
    const { Anthropic } = await import('@anthropic-ai/sdk');
    const clientAt = once((baseURL: string) => new Anthropic({ apiKey, baseURL, maxRetries: 0 }));
    return warm(async (n, pace) => {
      const stream = await clientAt(`${baseUrl}/${pace}/${n}`).messages.create({
        model,
        max_tokens: 4096,
        messages: [{ role: 'user', content: 'Tell me a story.' }],
        stream: true,
      });
      let pieces = 0;
      for await (const { type } of stream) if (type === 'content_block_delta') pieces++;
      return pieces;
    });
  },

  /** The whole core: a turn each, written ahead on disk and watched by a page. */
  turns: async ({ baseUrl = '' }) => {
    const folder = await makeFolder();
    const environment: Record<string, string> = { ANTHROPIC_API_KEY: apiKey };
    const app = await createApp(memoryHost(folder.path, environment), {
      version: '0.0.0',
      createStoreWorker: startSourceWorker,
    });
    const { chat } = createRouterClient(app.router);
    const subject = parallel(async (n) => {
      const conversationId = uuidv7();
      await chat.send({
        conversationId,
        messageId: uuidv7(),
        text: 'Tell me a story.',
        begin: { model: { provider: 'anthropic', model } },
      });
      for await (const update of await chat.watch({ conversationId })) {
        const end =
          update.type === 'events'
            ? update.events.find(({ type }) => type === 'message-end')
            : undefined;
        if (end?.type === 'message-end')
          return end.usage?.outputTokens === n && end.status === 'complete' ? n : 0;
      }
      return 0;
    });
    return {
      ...subject,
      prepare(n) {
        environment['ANTHROPIC_BASE_URL'] = `${baseUrl}/paced/${n}`;
        return Promise.resolve();
      },
      async close() {
        await app.dispose();
        await folder.remove();
      },
    };
  },
};

/** At this pace a process stays cold for many rounds, so the code is made hot with a few fast streams before. */
async function warm(
  read: (n: number, pace: 'paced' | 'text', index: number) => Promise<number>,
): Promise<Subject> {
  for (let count = 0; count < 8; count++) await read(20_000, 'text', count);
  return parallel((n, index) => read(n, 'paced', index));
}

const formats = Object.keys(wires).filter(isWireName);

function formatOf(index: number): WireName {
  return formats[index % formats.length] ?? 'anthropic';
}

/** What `mixed` names a client by. */
function split(name: string): [WireName, string] {
  const [format = '', path = ''] = name.split(' ');
  return [isWireName(format) ? format : 'anthropic', path];
}

/** One client for all streams to an address, as an app has it. */
function once<Client>(create: (baseUrl: string) => Client): (baseUrl: string) => Client {
  const clients = new Map<string, Client>();
  return (baseUrl) => {
    const client = clients.get(baseUrl) ?? create(baseUrl);
    clients.set(baseUrl, client);
    return client;
  };
}

function parallel(read: (n: number, index: number) => Promise<number>): Subject {
  return {
    async run(n): Promise<Figures> {
      const histogram = monitorEventLoopDelay({ resolution: 1 });
      histogram.enable();
      const pieces = await Promise.all(
        Array.from({ length: streams }, async (_, index) => {
          await delay(index * apartMs);
          return read(n, index);
        }),
      );
      histogram.disable();
      const missing = pieces.filter((count) => count !== n).length;
      if (missing > 0) throw new Error(`${missing} of ${streams} streams were not whole`);
      return { p99: histogram.percentile(99) / 1e6, max: histogram.max / 1e6 };
    },
  };
}
