import { killRounds } from './support/kill-rounds.ts';
import { pickSeed } from './support/random.ts';
import { test } from './support/test.ts';

test('ten kills at random moments lose nothing that was acknowledged', async ({
  startWithFake,
  fake,
  dataDir,
  signIn,
}) => {
  test.slow();
  const seed = pickSeed('kill -9 × 10');
  await killRounds({
    rounds: 10,
    seed,
    dataDir,
    fake,
    signIn,
    start: startWithFake,
  });
});
