import type { Row } from './bench.ts';
import type { Lane, Race } from './race.ts';
import { atMost, growth, milliseconds } from './rows.ts';

/** Rows that come straight from a race. */
export function createCompare(id: string, { cpu, ratio }: Race, rounds: number) {
  return {
    /** CPU of ours as a multiple of theirs. */
    against(name: string, ours: Lane, theirs: Lane, limit: number, more = ''): Row {
      const [our, their] = [cpu(ours.subject, ours.n), cpu(theirs.subject, theirs.n)];
      return atMost({
        id,
        name,
        figure: ratio(ours, theirs),
        unit: '×',
        limit,
        detail: `${milliseconds(our)} against ${milliseconds(their)}, n = ${ours.n}, ${rounds} rounds${more}`,
      });
    },
    growth(path: string, subject: string, n: number): Row {
      const four = { subject, n: 4 * n };
      return growth({
        id,
        path,
        n,
        atN: cpu(subject, n),
        at4n: cpu(subject, four.n),
        ratio: ratio(four, { subject, n }),
      });
    },
  };
}
