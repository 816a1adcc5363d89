import type { ModelRequest, Provider } from '../provider.ts';
import type { StreamBatch } from '../stream-part.ts';

export const request: ModelRequest = {
  model: 'a-model',
  systemPrompt: '',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }],
  tools: [],
  reasoning: false,
};

/** A provider whose stream a test writes, batch by batch. */
export function createScriptedProvider() {
  const said: (StreamBatch | 'end' | Error)[] = [];
  let wake = () => {};
  let signal: AbortSignal | undefined;

  async function* stream(): AsyncGenerator<StreamBatch, void, void> {
    for (;;) {
      const next = said.shift();
      if (next === undefined) {
        // Deaf on purpose: it does not even notice that it is aborted.
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      if (next === 'end') return;
      if (next instanceof Error) throw next;
      yield next;
    }
  }

  const provider: Provider = {
    id: 'scripted',
    name: 'Scripted',
    models: () => Promise.resolve([]),
    check: () => Promise.resolve(),
    stream(_, options) {
      signal = options.signal;
      return stream();
    },
    complete: () => Promise.reject(new Error('A wrapper makes its own.')),
    countTokens: () => new Promise(() => {}),
    dispose: () => Promise.resolve(),
  };

  return {
    provider,
    say(...batches: (StreamBatch | 'end' | Error)[]) {
      said.push(...batches);
      wake();
    },
    /** What the adapter was given to notice a stop by. */
    get signal() {
      return signal;
    },
  };
}

export async function collect(stream: AsyncIterable<StreamBatch>): Promise<StreamBatch> {
  const parts = [];
  for await (const batch of stream) parts.push(...batch);
  return parts;
}
