import type { Bench } from './harness/bench.ts';
import { createCompare } from './harness/compare.ts';
import { makeFolder } from './harness/make-folder.ts';
import { race } from './harness/race.ts';
import { atMost, milliseconds } from './harness/rows.ts';
import { fillStore } from './subjects/fill-store.ts';
import { calls } from './subjects/store-lists.ts';

const id = 'B-S1';
const smallCount = 10_000;
const largeCount = 1_000_000;
/** Rows asked for. */
const n = 50;
const rounds = 7;

export const bench: Bench = {
  id,
  description:
    'The list of conversations and the newest page of one, at ten thousand and at a million messages',
  async run() {
    const [small, large] = [await makeFolder(), await makeFolder()];
    try {
      const setup = {
        small: small.path,
        smallLeaf: fillStore(small.path, smallCount).longLeafId,
        large: large.path,
        largeLeaf: fillStore(large.path, largeCount).longLeafId,
      };
      const module = new URL('subjects/store-lists.ts', import.meta.url);
      // One after the other: a data folder belongs to one process.
      const measure = (kind: string) =>
        race({
          module,
          setup,
          lanes: [
            { subject: `small-${kind}`, n },
            { subject: `large-${kind}`, n },
            { subject: `large-${kind}`, n: 4 * n },
          ],
          rounds,
        });
      const rows = async (kind: string, name: string) => {
        const measured = await measure(kind);
        const { against, growth } = createCompare(id, measured, rounds);
        const [atSmall, atLarge] = [`small-${kind}`, `large-${kind}`];
        return [
          against(
            `${name} at 1 M messages against 10 k`,
            { subject: atLarge, n },
            { subject: atSmall, n },
            2,
            `, ${calls} calls each`,
          ),
          atMost({
            id,
            name: `${name} at 1 M messages, in the worker and back, p99`,
            figure: measured.figure(atLarge, n, 'p99'),
            unit: 'ms',
            limit: 5,
            detail: `p50 ${milliseconds(measured.figure(atLarge, n, 'p50'))}, ${calls} calls, ${rounds} rounds`,
          }),
          growth(name, atLarge, n),
        ];
      };
      return [
        ...(await rows('list', '50 newest conversations')),
        ...(await rows('page', '50 newest messages')),
      ];
    } finally {
      await Promise.all([small.remove(), large.remove()]);
    }
  },
};
