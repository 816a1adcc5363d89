import type { Bench } from './harness/bench.ts';
import { createCompare } from './harness/compare.ts';
import { race } from './harness/race.ts';
import type { Race } from './harness/race.ts';
import { atMost, milliseconds } from './harness/rows.ts';
import { startVendorServer } from './servers/start-vendor-server.ts';
import { isWireName, wires } from './servers/wires.ts';

const id = 'B-P4';
/** Pieces per stream, one every 10 ms. */
const n = 50;
const rounds = 7;

export const bench: Bench = {
  id,
  description: 'Fifty streams at once, each with 100 events a second',
  async run() {
    const server = await startVendorServer();
    try {
      const module = new URL('subjects/parallel-streams.ts', import.meta.url);
      const setup = {
        baseUrl: server.at('anthropic'),
        ...Object.fromEntries(
          Object.keys(wires).flatMap((name) => (isWireName(name) ? [[name, server.at(name)]] : [])),
        ),
      };
      const streams = await race({
        module,
        setup,
        lanes: [
          { subject: 'floor', n: 4 * n },
          { subject: 'adapter', n: 4 * n },
          { subject: 'sdk-create', n: 4 * n },
          { subject: 'adapter', n },
        ],
        rounds,
        warmUps: 1,
      });
      const mixed = await race({
        module,
        setup,
        lanes: ['mixed', 'mixed-floor'].map((subject) => ({ subject, n: 4 * n })),
        rounds,
        warmUps: 1,
      });
      const turns = await race({
        module,
        setup,
        lanes: [
          { subject: 'idle', n: 4 * n },
          { subject: 'turns', n },
          { subject: 'turns', n: 4 * n },
        ],
        rounds: 5,
        warmUps: 1,
      });
      const { against, growth } = createCompare(id, streams, rounds);
      const ours = { subject: 'adapter', n: 4 * n };
      const bytes = `; reading the bytes alone ${milliseconds(streams.cpu('floor', 4 * n))}`;
      const idle = `; an idle process ${milliseconds(turns.figure('idle', 4 * n, 'p99'))}`;
      return [
        delay('streams', streams, 'adapter', idle),
        delay('streams of four vendors', mixed, 'mixed', idle),
        createCompare(id, mixed, rounds).against(
          'streams of four vendors against reading the bytes',
          { subject: 'mixed', n: 4 * n },
          { subject: 'mixed-floor', n: 4 * n },
          2,
        ),
        delay('whole turns, on disk and watched', turns, 'turns', idle),
        // Nearly all of it is being woken 5000 times a second, which is the same for both: the goal
        // is 1, and what is beyond it here is what two measurements of the same differ by.
        against(
          'streams against the SDK’s create()',
          ours,
          { subject: 'sdk-create', n: 4 * n },
          1.1,
          bytes,
        ),
        growth('streams', 'adapter', n),
        createCompare(id, turns, 5).growth('whole turns', 'turns', n),
      ];
    } finally {
      await server.close();
    }
  },
};

function delay(name: string, { cpu, figure }: Race, subject: string, idle: string) {
  return atMost({
    id,
    name: `event-loop delay of ${name}, p99`,
    figure: figure(subject, 4 * n, 'p99'),
    unit: 'ms',
    limit: 10,
    detail:
      `longest ${milliseconds(figure(subject, 4 * n, 'max'))}, ` +
      `CPU ${milliseconds(cpu(subject, 4 * n))} for ${50 * 4 * n} events${idle}`,
  });
}
