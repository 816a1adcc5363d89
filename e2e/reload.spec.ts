import { pickSeed } from './support/random.ts';
import { reloadRounds } from './support/reload-rounds.ts';
import { test } from './support/test.ts';

test('five reloads in the middle of an answer show no gap and no double', async ({
  openChat,
  fake,
  dataDir,
}) => {
  const seed = pickSeed('reload × 5');
  const { page } = await openChat();
  await reloadRounds({ reloads: 5, seed, dataDir, fake, page });
});
