import { once } from 'node:events';
import { createServer } from 'node:net';
import { chatPage } from './support/chat-page.ts';
import { openProvider } from './support/open-provider.ts';
import { expect, fakeKey, test } from './support/test.ts';

/** Where a key is entered, and how one gets there. */

test('while a key is typed nothing moves, and there is a hint where to get one', async ({
  start,
  signIn,
}) => {
  const door = await start();
  const page = await signIn(door);
  await page.goto(`${door.origin}/#/settings/models`);
  const card = await openProvider(page, 'Anthropic');
  const field = card.getByLabel('API key');
  const save = card.getByRole('button', { name: 'Save key' });
  // What arrives last may still move all the rest.
  await expect(page.getByText(/^Everything together takes/)).toBeAttached();
  await field.scrollIntoViewIfNeeded();
  const height = async () => (await card.boundingBox())?.height;
  await expect(save).toBeDisabled();
  const before = [await save.boundingBox(), await height()];
  await field.pressSequentially(fakeKey);
  await expect(save).toBeEnabled();
  expect([await save.boundingBox(), await height()]).toEqual(before);

  const link = card.getByRole('link', { name: 'Get a key at platform.claude.com' });
  await expect(link).toHaveAttribute('href', 'https://platform.claude.com/settings/keys');
  await expect(link).toHaveAttribute('target', '_blank');
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
});

test('where nothing answers, the way to the address stands at the answer', async ({
  startWithFake,
  signIn,
}) => {
  const env = { ANTHROPIC_BASE_URL: await addressOfNobody() };
  const page = await signIn(await startWithFake({ env }));
  const chat = chatPage(page);
  await chat.send('Is anybody there?');
  await chat.ended('failed');
  await expect(chat.answer).toContainText('Check the address');
  await expect(chat.button('Retry')).toBeVisible();
  await chat.answer.getByRole('link', { name: 'Open settings' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Models and keys' })).toBeFocused();
});

/** Somebody listened there a moment ago. */
async function addressOfNobody(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('It listened nowhere.');
  return `http://127.0.0.1:${address.port}`;
}
