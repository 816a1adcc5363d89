import type { Page } from '@playwright/test';
import { readSettings } from './support/read-settings.ts';
import { expect, test } from './support/test.ts';

/** While Tina is away, what can be looked at is called by its name and what is written is kept. */

/** Until the page knows, what it asks is lost on the way, and it says so in other words. */
const isAway = (page: Page) =>
  expect(page.getByRole('main').getByText('No connection to Tina.')).toBeVisible();

test('a conversation is headed by its title before it can be opened', async ({ openChat }) => {
  const { door, page, chat } = await openChat();
  await chat.send('The first question');
  await chat.ended('complete');
  await chat.begin();
  await expect(page.getByRole('main').getByRole('button', { name: 'Instructions' })).toBeVisible();
  await door.kill();

  await chat.conversation('The first question').click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('The first question');
  await expect(page).toHaveTitle('The first question – Tina');
  // Of these nothing is known yet.
  await expect(page.getByRole('main').getByRole('button', { name: 'Instructions' })).toBeHidden();
  await expect(page.getByRole('main').getByRole('combobox', { name: /^Model/ })).toBeHidden();
});

test('the default instructions stay in their field until they are saved', async ({
  openAt,
  start,
  dataDir,
}) => {
  const { door, page } = await openAt('/#/settings');
  const field = page.getByRole('textbox', { name: 'Default instructions' });
  await expect(field).toHaveValue('');
  await page.clock.install();
  await door.kill();
  await isAway(page);

  await field.fill('Answer briefly.');
  // Past the pause after which they are sent without leaving the field.
  await page.clock.fastForward(1_100);
  await field.blur();
  await page.clock.fastForward(10_000);
  await expect(page.getByText('Tina does not answer.').first()).toBeVisible();
  await expect(field).toHaveValue('Answer briefly.');

  await test.step('also when one looks elsewhere', async () => {
    await page.keyboard.press('Control+Shift+O');
    await expect(page.getByRole('heading', { name: 'What would you like to know?' })).toBeVisible();
    await page.goBack();
    await expect(field).toHaveValue('Answer briefly.');
  });

  await test.step('and are saved by themselves when Tina is back', async () => {
    await start({ port: door.port });
    await expect
      .poll(() => readSettings(dataDir))
      .toMatchObject({ systemPrompt: 'Answer briefly.' });
    await page.reload();
    await expect(field).toHaveValue('Answer briefly.');
  });
});

test('the instructions of a conversation that could not be saved are there to be saved again', async ({
  openChat,
  startWithFake,
}) => {
  const { door, page, chat } = await openChat();
  await chat.send('The first question');
  await chat.ended('complete');
  const open = page.getByRole('main').getByRole('button', { name: 'Instructions' });
  const dialog = page.getByRole('dialog', { name: 'Instructions for this conversation' });
  const field = dialog.getByRole('textbox');
  await door.kill();
  await isAway(page);

  await open.click();
  await field.fill('Be brief.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('Tina does not answer.');
  await open.click();
  await expect(field).toHaveValue('Be brief.');

  await startWithFake({ port: door.port });
  await expect(async () => {
    if (await dialog.isHidden()) await open.click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(open).toHaveAccessibleDescription('Instructions are set', { timeout: 1_000 });
  }).toPass();
});
