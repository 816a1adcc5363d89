import { estimateTokens } from '../src/main/providers/tokens/estimate-tokens.ts';
import type { Bench, Row } from './harness/bench.ts';
import { atMost } from './harness/rows.ts';
import { median } from './harness/statistics.ts';
import { countedTexts } from './subjects/counted-texts.ts';
import { textOfLength } from './subjects/text-of-length.ts';

const id = 'B-K1';
const rounds = 9;

/** What has brought tokenizers to their knees. */
const hardTexts: Readonly<Record<string, string>> = {
  'one letter': 'a',
  spaces: ' ',
  lines: '\n',
  'Chinese characters': '漢',
  emoji: '👩‍👩‍👧',
  'mixed signs': 'aB1-_{',
};

export const bench: Bench = {
  id,
  description: 'Estimating tokens: how long it takes, whatever the text, and how far it is off',
  async run() {
    const rows: Row[] = [
      atMost({
        id,
        name: '1 MB of prose',
        figure: cpuMs(textOfLength(1_000_000, 1)),
        unit: 'ms',
        limit: 60,
        detail: `CPU, median of ${rounds} rounds`,
      }),
    ];
    const hard = Object.entries(hardTexts).map(([name, piece]) => ({
      name,
      ms: cpuMs(piece.repeat(Math.ceil(100_000 / piece.length))),
    }));
    const worst = hard.toSorted((a, b) => b.ms - a.ms)[0];
    rows.push(
      atMost({
        id,
        name: '100 KB of what is hardest',
        figure: worst?.ms ?? Infinity,
        unit: 'ms',
        limit: 100,
        detail: `${worst?.name ?? ''}; of ${hard.length} kinds`,
      }),
    );
    const errors = countedTexts().map(({ name, text, tokens }) => ({
      name,
      off: Math.abs(estimateTokens(text) / tokens - 1),
    }));
    rows.push(
      atMost({
        id,
        name: 'off what vendors counted of texts they wrote, median',
        figure: errors.length === 0 ? Infinity : 100 * median(errors.map(({ off }) => off)),
        unit: '%',
        limit: 10,
        detail:
          errors.length === 0
            ? 'the recorded streams are not here'
            : errors.map(({ name, off }) => `${name} ${Math.round(100 * off)} %`).join(', '),
      }),
    );
    return rows;
  },
};

function cpuMs(text: string): number {
  const times = Array.from({ length: rounds + 2 }, () => {
    const before = process.cpuUsage();
    estimateTokens(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  // The first two are the compiler's.
  return median(times.slice(2));
}
