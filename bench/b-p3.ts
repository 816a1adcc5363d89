import type { Bench } from './harness/bench.ts';
import { createCompare } from './harness/compare.ts';
import { race } from './harness/race.ts';
import { mustHold } from './harness/rows.ts';
import { startVendorServer } from './servers/start-vendor-server.ts';

const id = 'B-P3';
const n = 200_000;
/** What others take for 200 KB is nothing anyone should wait for. */
const peerN = 50_000;
const rounds = 5;

export const bench: Bench = {
  id,
  description: 'Arguments of a tool call in pieces of 20 characters, readable after every piece',
  async run() {
    const server = await startVendorServer();
    try {
      const measured = await race({
        module: new URL('subjects/tool-stream.ts', import.meta.url),
        setup: { baseUrl: server.at('anthropic') },
        lanes: [
          ...['live', 'plain', 'live-document'].flatMap((subject) => [
            { subject, n },
            { subject, n: 4 * n },
          ]),
          { subject: 'sdk-stream', n: peerN, warmUps: 1 },
          { subject: 'ai-ui', n: peerN, warmUps: 1 },
        ],
        rounds,
        warmUps: 6,
      });
      const { against, growth } = createCompare(id, measured, rounds);
      const live = { subject: 'live', n };
      const peer = (subject: string) => ({ subject, n: peerN });
      return [
        against('200 KB against 50 KB of the SDK’s inputJson', live, peer('sdk-stream'), 0.02),
        against('200 KB against 50 KB of ai’s UI stream', live, peer('ai-ui'), 0.02),
        against('against the same stream without looking', live, { subject: 'plain', n }, 2),
        growth('many small values', 'live', n),
        growth('one long text', 'live-document', n),
        mustHold({
          id,
          name: 'what is seen last equals JSON.parse',
          // A round in which it does not fails, and the bench with it.
          holds: true,
          detail: 'compared after every round, theirs too',
        }),
      ];
    } finally {
      await server.close();
    }
  },
};
