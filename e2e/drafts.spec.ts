import { readStore } from './support/read-store.ts';
import { expect, test } from './support/test.ts';

test('what was typed and not sent survives a reload and a crash, each in its own conversation', async ({
  openChat,
  startWithFake,
  dataDir,
}) => {
  const { door, page, chat } = await openChat();
  const drafts = () => Object.values(readStore(dataDir).drafts).toSorted();

  await chat.send('The first conversation');
  await chat.ended('complete');
  await chat.composer.fill('Unfinished thought\nof the first');
  await page.reload();
  await expect(chat.composer).toHaveValue('Unfinished thought\nof the first');

  await chat.begin();
  await chat.composer.pressSequentially('Something quite new');
  // Saved while nobody does anything: no goodbye makes it so.
  await expect.poll(drafts).toEqual(['Something quite new', 'Unfinished thought\nof the first']);
  await door.kill();
  const again = await startWithFake({ port: door.port });
  await page.goto(again.origin);
  await expect(chat.composer).toHaveValue('Something quite new');
  await chat.conversation('The first conversation').click();
  await expect(chat.composer).toHaveValue('Unfinished thought\nof the first');

  await chat.composer.press('Enter');
  await chat.ended('complete');
  await expect.poll(drafts).toEqual(['Something quite new']);
  await page.reload();
  await chat.ended('complete');
  await expect(chat.composer).toHaveValue('');
});
