import type { Bench } from './harness/bench.ts';
import { createCompare } from './harness/compare.ts';
import { race } from './harness/race.ts';
import { atMost, milliseconds } from './harness/rows.ts';
import { startVendorServer } from './servers/start-vendor-server.ts';

const id = 'B-P1';
const n = 20_000;
const rounds = 9;

export const bench: Bench = {
  id,
  description:
    'Reading a streamed text: decoding and normalising, beside the SDK, the least possible, and ai',
  async run() {
    const server = await startVendorServer();
    try {
      const streams = await race({
        module: new URL('subjects/text-stream.ts', import.meta.url),
        setup: { baseUrl: server.at('anthropic') },
        lanes: [
          ...['floor', 'adapter', 'sdk-create', 'ai'].map((subject) => ({ subject, n })),
          { subject: 'adapter', n: 4 * n },
        ],
        rounds,
        warmUps: 4,
      });
      const handler = await race({
        module: new URL('subjects/handler-time.ts', import.meta.url),
        setup: {},
        lanes: [{ subject: 'adapter', n }],
        rounds,
      });
      const { against, growth } = createCompare(id, streams, rounds);
      const ours = { subject: 'adapter', n };
      const theirs = (subject: string) => ({ subject, n });
      return [
        against('stream against the SDK’s create()', ours, theirs('sdk-create'), 0.8),
        against('stream against fetch, line split, JSON.parse', ours, theirs('floor'), 2),
        against('stream against ai’s streamText', ours, theirs('ai'), 0.15),
        growth('stream', 'adapter', n),
        atMost({
          id,
          name: 'time in our hands per event, p99',
          figure: handler.figure('adapter', n, 'p99'),
          unit: 'ms',
          limit: 0.1,
          detail: `p50 ${milliseconds(handler.figure('adapter', n, 'p50'))}, one event a read, n = ${n}, ${rounds} rounds`,
        }),
      ];
    } finally {
      await server.close();
    }
  },
};
