import { leaving } from '../../leaving.ts';
import type { StreamBatch } from '../../stream-part.ts';

/**
 * Calls that run and can be joined. Whoever leaves does not end the call for the others; the last who leaves
 * does.
 */
export interface SharedCalls {
  /** Everything from its beginning. */
  stream(
    key: string,
    signal: AbortSignal,
    start: (signal: AbortSignal) => AsyncIterable<StreamBatch>,
  ): AsyncGenerator<StreamBatch, void, void>;
  result<Result>(
    key: string,
    signal: AbortSignal,
    start: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>;
}

interface Running {
  readonly stop: AbortController;
  readonly batches: StreamBatch[];
  readonly waiting: Set<() => void>;
  readers: number;
  ended: boolean;
  thrown: { readonly error: unknown } | undefined;
}

interface Call {
  readonly stop: AbortController;
  readonly result: Promise<unknown>;
  readers: number;
}

export function createSharedCalls(): SharedCalls {
  const streams = new Map<string, Running>();
  const results = new Map<string, Call>();

  function begin(key: string, start: (signal: AbortSignal) => AsyncIterable<StreamBatch>): Running {
    const running: Running = {
      stop: new AbortController(),
      batches: [],
      waiting: new Set(),
      readers: 0,
      ended: false,
      thrown: undefined,
    };
    streams.set(key, running);
    const wakeAll = () => {
      for (const wake of running.waiting) wake();
    };
    const run = async () => {
      try {
        for await (const batch of start(running.stop.signal)) {
          running.batches.push(batch);
          wakeAll();
        }
      } catch (error) {
        running.thrown = { error };
      }
      running.ended = true;
      forget(key, running);
      wakeAll();
    };
    // It never rejects: what is thrown is thrown at those who read.
    void run();
    return running;
  }

  function forget(key: string, running: Running): void {
    if (streams.get(key) === running) streams.delete(key);
  }

  return {
    async *stream(key, signal, start) {
      if (signal.aborted) return;
      const running = streams.get(key) ?? begin(key, start);
      running.readers++;
      try {
        for (let next = 0; ;) {
          if (signal.aborted) return;
          const batch = running.batches[next];
          if (batch !== undefined) {
            next++;
            yield batch;
          } else if (running.thrown !== undefined) throw running.thrown.error;
          else if (running.ended) return;
          else await news(running, signal);
        }
      } finally {
        running.readers--;
        if (running.readers === 0 && !running.ended) {
          forget(key, running);
          running.stop.abort(signal.reason);
        }
      }
    },
    async result<Result>(
      key: string,
      signal: AbortSignal,
      start: (signal: AbortSignal) => Promise<Result>,
    ) {
      signal.throwIfAborted();
      let running = results.get(key);
      if (running === undefined) {
        const stop = new AbortController();
        const begun = { stop, result: start(stop.signal), readers: 0 };
        results.set(key, begun);
        const forgetIt = () => {
          if (results.get(key) === begun) results.delete(key);
        };
        void begun.result.then(forgetIt, forgetIt);
        running = begun;
      }
      running.readers++;
      try {
        // Only calls with the same key get here, and the key says what kind of result it is.
        return (await leaving(running.result, signal)) as Result;
      } finally {
        running.readers--;
        if (running.readers === 0) {
          if (results.get(key) === running) results.delete(key);
          running.stop.abort(signal.reason);
        }
      }
    },
  };
}

function news({ waiting }: Running, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      waiting.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    waiting.add(wake);
    signal.addEventListener('abort', wake, { once: true });
  });
}
