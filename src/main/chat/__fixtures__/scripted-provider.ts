import { collectStream } from '../../providers/collect-stream.ts';
import type { ModelRequest, Provider } from '../../providers/provider.ts';
import type { StreamBatch } from '../../providers/stream-part.ts';

/** A provider whose answers a test writes while they are read. */
export interface ScriptedProvider extends Provider {
  /** The next request that comes, or came, in order. */
  nextCall(): Promise<ScriptedCall>;
}

export interface ScriptedCall {
  readonly request: ModelRequest;
  readonly signal: AbortSignal;
  send(...batch: StreamBatch): void;
  /** Begins a text and says it. */
  say(text: string): void;
  finish(): void;
}

export function createScriptedProvider(): ScriptedProvider {
  const calls: ScriptedCall[] = [];
  const waiting: ((call: ScriptedCall) => void)[] = [];

  const provider: ScriptedProvider = {
    id: 'scripted',
    name: 'Scripted',
    models: () => Promise.resolve([]),
    check: () => Promise.resolve(),
    countTokens: () => Promise.resolve(0),
    complete: (request, options) => collectStream(provider.stream(request, options)),
    dispose: () => Promise.resolve(),
    async *stream(request, { signal }) {
      const queue: StreamBatch[] = [];
      let wake = () => {};
      signal.addEventListener('abort', () => wake(), { once: true });
      let texts = 0;
      const call: ScriptedCall = {
        request,
        signal,
        send(...batch) {
          queue.push(batch);
          wake();
        },
        say(text) {
          const id = String(texts++);
          call.send(
            { type: 'text-start', id },
            { type: 'text-delta', id, delta: text },
            { type: 'text-end', id },
          );
        },
        finish: () => call.send({ type: 'finish', reason: 'stop', usage: { outputTokens: 1 } }),
      };
      const taker = waiting.shift();
      if (taker === undefined) calls.push(call);
      else taker(call);
      for (;;) {
        if (signal.aborted) return;
        const batch = queue.shift();
        if (batch === undefined) {
          await new Promise<void>((resolve) => (wake = resolve));
          continue;
        }
        yield batch;
        if (batch.some(({ type }) => type === 'finish' || type === 'error')) return;
      }
    },
    nextCall() {
      const call = calls.shift();
      return call === undefined
        ? new Promise((resolve) => void waiting.push(resolve))
        : Promise.resolve(call);
    },
  };
  return provider;
}
