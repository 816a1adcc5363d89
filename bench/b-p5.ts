import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createResponseCache } from '../src/main/response-cache.ts';
import { createSharedCalls } from '../src/main/providers/policies/cache/shared-calls.ts';
import { withCache } from '../src/main/providers/policies/cache/with-cache.ts';
import { openStore } from '../src/main/store/open-store.ts';
import { startSourceWorker } from '../src/main/store/start-source-worker.ts';
import { systemClock } from '../src/shared/clock.ts';
import type { Bench } from './harness/bench.ts';
import { makeFolder } from './harness/make-folder.ts';
import { atMost, milliseconds } from './harness/rows.ts';
import { median } from './harness/statistics.ts';
import { wires } from './servers/wires.ts';
import { openAdapter, request } from './subjects/open-adapter.ts';

const id = 'B-P5';
const rounds = 9;
const hits = 200;

export const bench: Bench = {
  id,
  description:
    'Before a request goes out: ten tools in each vendor’s words; an answer that is kept',
  async run() {
    const rows = [];
    for (const format of Object.keys(wires)) {
      const { cold, warm } = await conversionOf(format);
      rows.push(
        atMost({
          id,
          name: `ten tools as ${format} takes them`,
          figure: warm,
          unit: 'ms',
          limit: 1,
          detail: `CPU, schemas never seen before; the first of a process ${milliseconds(cold)} by the clock; medians of ${rounds} processes`,
        }),
      );
    }
    const startMs = await cachedStarts();
    return [
      ...rows,
      atMost({
        id,
        name: 'a kept answer of 50 KB starts',
        figure: median(startMs),
        unit: 'ms',
        limit: 5,
        detail: `from asking to the first batch, from the database on disk, median of ${hits}`,
      }),
    ];
  },
};

async function conversionOf(format: string): Promise<{ cold: number; warm: number }> {
  const script = fileURLToPath(new URL('subjects/convert-tools.ts', import.meta.url));
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { stdout } = await promisify(execFile)(process.execPath, [script, format]);
    const { coldMs, warmMs } = JSON.parse(stdout) as { coldMs: number; warmMs: number };
    cold.push(coldMs);
    warm.push(warmMs);
  }
  return { cold: median(cold), warm: median(warm) };
}

/** How many ms each of many hits takes until its first batch. */
async function cachedStarts(): Promise<number[]> {
  const folder = await makeFolder();
  const store = await openStore({
    dataDir: folder.path,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    createWorker: startSourceWorker,
  });
  try {
    const cache = createResponseCache({
      store,
      settings: () => ({ enabled: true, maxMegabytes: 100, maxAgeHours: 24 }),
      clock: systemClock,
    });
    const answering = await openAdapter('http://127.0.0.1:9');
    const provider = withCache(
      {
        ...answering,
        async *stream() {
          yield [
            { type: 'text-start', id: '0' },
            { type: 'text-delta', id: '0', delta: 'word '.repeat(10_000) },
            { type: 'text-end', id: '0' },
            { type: 'finish', reason: 'stop', usage: {} },
          ];
        },
      },
      {
        cache,
        shared: createSharedCalls(),
        baseUrl: undefined,
        conversationId: 'bench',
        fresh: false,
        now: () => Date.now(),
      },
    );
    const { signal } = new AbortController();
    // The first is kept.
    for await (const batch of provider.stream(request(), { signal })) if (batch.length === 0) break;
    const times: number[] = [];
    while (times.length < hits) {
      const startedAt = performance.now();
      for await (const [first] of provider.stream(request(), { signal })) {
        if (first?.type !== 'cached') throw new Error('It was not kept.');
        times.push(performance.now() - startedAt);
        break;
      }
    }
    return times;
  } finally {
    await store.close();
    await folder.remove();
  }
}
