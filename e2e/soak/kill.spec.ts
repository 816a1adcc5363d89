import { killRounds } from '../support/kill-rounds.ts';
import { pickSeed } from '../support/random.ts';
import { test } from '../support/test.ts';

const rounds = 200;

test(`${rounds} kills at random moments`, async ({ startWithFake, fake, dataDir, signIn }) => {
  const seed = pickSeed(`kill -9 × ${rounds}`);
  const lostMs: number[] = [];
  let whileSending = 0;
  await killRounds({
    rounds,
    seed,
    dataDir,
    fake,
    signIn,
    start: startWithFake,
    onRound(round, outcome) {
      if (outcome.phase === 'sending') whileSending++;
      else lostMs.push(outcome.lostMs);
      if (round % 20 === 19) console.log(`  ${round + 1} of ${rounds} kills`);
    },
  });
  const sorted = lostMs.toSorted((one, other) => one - other);
  const quantile = (part: number) =>
    Math.round(sorted[Math.floor(part * (sorted.length - 1))] ?? 0);
  console.log(
    `  ${lostMs.length} kills while answering, ${whileSending} while sending: the database sound, every acknowledged message there; ` +
      `lost were the last ${quantile(0.5)} ms of an answer (median; ${quantile(0.95)} ms p95, ${quantile(1)} ms at most)`,
  );
});
