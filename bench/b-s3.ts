import type { Bench } from './harness/bench.ts';
import { createCompare } from './harness/compare.ts';
import { race } from './harness/race.ts';
import { milliseconds, rounded } from './harness/rows.ts';

const id = 'B-S3';
const n = 50_000;
const rounds = 5;

export const bench: Bench = {
  id,
  description:
    'Keeping an answer on disk while it is written, nothing unsaved for longer than 250 ms',
  async run() {
    const measured = await race({
      module: new URL('subjects/answer-persistence.ts', import.meta.url),
      setup: {},
      lanes: [
        { subject: 'journal-1000', n },
        { subject: 'journal-1000', n: 4 * n },
        { subject: 'journal-100', n },
        { subject: 'update-full', n, warmUps: 1 },
        { subject: 'update-normal', n, warmUps: 1 },
      ],
      rounds,
      warmUps: 8,
    });
    const { against, growth } = createCompare(id, measured, rounds);
    const ours = { subject: 'journal-1000', n };
    const unsynced = { subject: 'update-normal', n };
    const more =
      `, both synced, 1000 pieces/s; against UPDATEs without sync ${rounded(measured.ratio(ours, unsynced))} ×` +
      ` of ${milliseconds(measured.cpu('update-normal', n))}; ours at 100 pieces/s ${milliseconds(measured.cpu('journal-100', n))}`;
    return [
      against(
        '50 KB against an UPDATE for every piece',
        ours,
        { subject: 'update-full', n },
        0.02,
        more,
      ),
      growth('keeping an answer', 'journal-1000', n),
    ];
  },
};
