import { pickSeed } from '../support/random.ts';
import { reloadRounds } from '../support/reload-rounds.ts';
import { test } from '../support/test.ts';

const reloads = 50;

test(`${reloads} reloads at random moments of one answer`, async ({ openChat, fake, dataDir }) => {
  const seed = pickSeed(`reload × ${reloads}`);
  const { page } = await openChat();
  await reloadRounds({
    reloads,
    seed,
    dataDir,
    fake,
    page,
    onReload(reload, shown) {
      if (reload % 10 === 9)
        console.log(`  ${reload + 1} of ${reloads} reloads, ${shown} characters shown`);
    },
  });
  console.log(
    `  ${reloads} reloads: the text on the page and in the store is the text that was sent`,
  );
});
