import type { Subject, Subjects } from '../harness/subject.ts';
import { apiKey, model, openAdapter, request } from './open-adapter.ts';

/** A streamed text of `n` pieces, read by us and by others. `setup.baseUrl` is the fake vendor. */
export const subjects: Subjects = {
  /** The least anyone can do: split lines, parse JSON, look at the text. */
  floor: async ({ baseUrl = '' }) =>
    reading(async (n) => {
      const response = await fetch(`${baseUrl}/text/${n}/v1/messages`, {
        method: 'POST',
        body: '{}',
      });
      if (response.body === null) return 0;
      const utf8 = new TextDecoder();
      let rest = '';
      let pieces = 0;
      for await (const bytes of response.body) {
        const text = rest + utf8.decode(bytes, { stream: true });
        let start = 0;
        for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
          if (text.startsWith('data: ', start))
            pieces += piecesIn(JSON.parse(text.slice(start + 6, end)) as WireEvent);
          start = end + 1;
        }
        rest = text.slice(start);
      }
      return pieces;
    }),

  adapter: async ({ baseUrl = '' }) =>
    reading(async (n) => {
      const provider = await openAdapter(`${baseUrl}/text/${n}`);
      let pieces = 0;
      for await (const batch of provider.stream(request(), {
        signal: new AbortController().signal,
      })) {
        for (const part of batch) if (part.type === 'text-delta' && part.delta !== '') pieces++;
      }
      return pieces;
    }),

  'sdk-create': async ({ baseUrl = '' }) => {
    const { Anthropic } = await import('@anthropic-ai/sdk');
    return reading(async (n) => {
      const client = new Anthropic({ apiKey, baseURL: `${baseUrl}/text/${n}`, maxRetries: 0 });
      const stream = await client.messages.create({
        model,
        max_tokens: 4096,
        messages: [{ role: 'user', content: 'Tell me a story.' }],
        stream: true,
      });
      let pieces = 0;
      for await (const event of stream) pieces += piecesIn(event);
      return pieces;
    });
  },

  ai: async ({ baseUrl = '' }) => {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    const { streamText } = await import('ai');
    return reading(async (n) => {
      const anthropic = createAnthropic({ apiKey, baseURL: `${baseUrl}/text/${n}/v1` });
      let pieces = 0;
      for await (const part of streamText({ model: anthropic(model), prompt: 'Tell me a story.' })
        .fullStream) {
        if (part.type === 'text-delta' && part.text !== '') pieces++;
      }
      return pieces;
    });
  },
};

/** Reads to the end and refuses to call it done when a piece is missing. */
function reading(read: (n: number) => Promise<number>): Subject {
  return {
    async run(n) {
      const pieces = await read(n);
      if (pieces !== n) throw new Error(`${pieces} pieces of ${n} arrived`);
    },
  };
}

interface WireEvent {
  readonly type: string;
  readonly delta?: { readonly text?: string } | object;
}

function piecesIn({ type, delta }: WireEvent): number {
  return type === 'content_block_delta' &&
    delta !== undefined &&
    'text' in delta &&
    delta.text !== ''
    ? 1
    : 0;
}
