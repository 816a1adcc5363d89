import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { textAnswer } from './support/answers/text-answer.ts';
import { check, fits, sizes } from './support/page-checks.ts';
import { readSettings } from './support/read-settings.ts';
import { expect, fakeKey, test } from './support/test.ts';

/** Favourites first, and only such options as the model has. */

const picker = (page: Page) => page.getByRole('combobox', { name: /^Model: / });
const search = (page: Page) => page.getByRole('combobox', { name: 'Search models' });

test('favourites stand first, by key or by pointer, after a reload too', async ({
  openChat,
  dataDir,
}) => {
  const { page } = await openChat();
  const opus = page.getByRole('option', { name: /^Claude Opus 5.5/ });
  const favourites = page.getByRole('group', { name: 'Favourites' });

  await test.step('by key', async () => {
    await picker(page).press('Enter');
    await expect(search(page)).toBeFocused();
    await expect(favourites).toBeHidden();
    await page.keyboard.type('opus');
    await expect(opus).toHaveAttribute('data-highlighted');
    await page.keyboard.press('Control+d');
    const mark = page.getByRole('button', { name: 'Favourite', exact: true });
    await expect(mark).toHaveAttribute('aria-pressed', 'true');
    await expect(mark).toHaveAttribute('aria-description', 'Claude Opus 5.5');
    // Said once it is saved.
    await expect(page.getByText('Claude Opus 5.5 is a favourite now.')).toBeAttached();
    await page.keyboard.press('Escape');
    await expect(picker(page)).toBeFocused();
  });

  // What was pressed shows at once; a reload before it is saved would lose it.
  const favouritesOnDisk = async () => (await readSettings(dataDir))['favouriteModels'];
  await expect.poll(favouritesOnDisk).toHaveLength(1);
  await page.reload();
  await picker(page).click();
  await expect(favourites.getByRole('option', { name: 'Claude Opus 5.5' })).toBeVisible();
  await expect(opus).toHaveCount(1);
  await fits(page, 'the models');
  await check(page, 'the models');
  await page.setViewportSize(sizes[0]);

  await test.step('by pointer, and nothing moves under it', async () => {
    await opus.locator('[data-star]').click();
    await expect(favourites).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(search(page)).toBeHidden();
    await picker(page).click();
    await expect(opus).toBeVisible();
    await expect(favourites).toBeHidden();
  });

  await test.step('the others are counted, and lead to where keys are entered', async () => {
    await page.getByRole('option', { name: /more with a key/ }).click();
    await expect(page.getByRole('heading', { name: 'Models and keys' })).toBeFocused();
  });
});

test('what is marked as a favourite is in the list that is shown', async ({ openChat }) => {
  const { page } = await openChat();
  const mark = page.getByRole('button', { name: 'Favourite', exact: true });
  await picker(page).press('Enter');
  for (const model of ['Claude Opus 5.5', 'Claude Sonnet 5.5', 'Claude Opus 5.5']) {
    await search(page).fill(model);
    await expect(page.getByRole('option')).toHaveCount(1);
    await expect(mark).toHaveAttribute('aria-description', model);
  }
  await search(page).fill('no such model');
  await expect(page.getByText('No model has that name.')).toBeVisible();
  await expect(mark).toBeHidden();
  await page.keyboard.press('Control+d');
  await search(page).fill('Claude Sonnet 5.5');
  await expect(mark).toHaveAttribute('aria-description', 'Claude Sonnet 5.5');
  await expect(mark).toHaveAttribute('aria-pressed', 'false');
});

test('the options of a model reach it, and one that has none shows none', async ({
  openChat,
  fake,
}) => {
  const { page, chat } = await openChat();
  const options = page.getByRole('button', { name: 'Options of the model' });
  await options.click();
  const dialog = page.getByRole('dialog', { name: 'How Claude Sonnet 5.5 answers here' });
  await expect(dialog).toBeVisible();
  await fits(page, 'the options');
  await check(page, 'the options');
  await page.setViewportSize(sizes[0]);

  const longest = dialog.getByRole('spinbutton', { name: 'Longest answer' });
  await longest.fill('99999999');
  await longest.press('Enter');
  await expect(dialog.getByText(/^Enter a number from 1 to/)).toBeVisible();
  await longest.fill('1234');
  // What stands in a field is taken over however it is left.
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(options).toBeFocused();
  await expect(options).toHaveAttribute('aria-description', 'Some are set');

  fake.answerWith(textAnswer('Briefly.'));
  await chat.send('Be brief.');
  await chat.ended('complete');
  expect(JSON.parse(fake.questions().at(-1)?.body ?? '{}')).toMatchObject({ max_tokens: 1234 });

  await page.reload();
  await options.click();
  await expect(dialog.getByRole('spinbutton', { name: 'Longest answer' })).toHaveValue('1234');
  await dialog.getByRole('button', { name: 'Use the defaults' }).click();
  await expect(longest).toHaveValue('');
  await page.keyboard.press('Escape');

  await picker(page).click();
  await page.getByRole('option', { name: /^Demo/ }).click();
  await expect(picker(page)).toHaveAccessibleName(/Demo/);
  await expect(options).toBeHidden();
});

test('of hundreds of models the first are drawn, and any is found by its name', async ({
  start,
  signIn,
  dataDir,
}) => {
  const data = Array.from({ length: 2000 }, (_, index) => ({ id: `model-${index}` }));
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const many = { id: 'custom-0a1b2c3d', name: 'Many', baseUrl, headers: [] };
  await writeFile(
    join(dataDir, 'settings.json'),
    JSON.stringify({ welcomed: true, customProviders: [many] }),
  );
  const page = await signIn(await start());

  await picker(page).click();
  const group = page.getByRole('group', { name: /^Many/ });
  await expect(group.getByRole('option')).toHaveCount(25);
  // At both ends of the list.
  await expect(group.getByText('1,975 more: type to find them.')).toHaveCount(2);
  await group.getByRole('option').last().scrollIntoViewIfNeeded();
  await expect(group.getByText('1,975 more: type to find them.').last()).toBeInViewport();
  await page.keyboard.type('many 1499');
  await expect(page.getByRole('option')).toHaveText([/^model-1499/]);
  await page.keyboard.press('Enter');
  await expect(picker(page)).toHaveAccessibleName('Model: model-1499');

  // It is in the list in any case.
  await picker(page).click();
  await expect(group.getByRole('option')).toHaveCount(26);
  await expect(group.getByRole('option', { name: 'model-1499' })).toBeVisible();
  server.closeAllConnections();
  server.close();
});

test('a provider whose list cannot be had is there, with the reason', async ({
  start,
  signIn,
  dataDir,
}) => {
  // Nothing listens there, and it is not asked: the port is not for the web.
  const down = {
    id: 'custom-0a1b2c3d',
    name: 'Down',
    baseUrl: 'http://127.0.0.1:1/v1',
    headers: [],
  };
  await writeFile(
    join(dataDir, 'settings.json'),
    JSON.stringify({ welcomed: true, customProviders: [down] }),
  );
  const page = await signIn(await start());

  await picker(page).click();
  const group = page.getByRole('group', { name: /^Down/ });
  await expect(group.getByText(/^There is no list, because: The connection to /)).toBeVisible();
  await expect(group.getByRole('option')).toHaveCount(0);
  await fits(page, 'the models');
  await check(page, 'the models');
  await page.setViewportSize(sizes[0]);
  await page.keyboard.type('down');
  await expect(group).toBeVisible();
  await expect(page.getByText('No model has that name.')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(search(page)).toBeHidden();
});

/** Models that little fills, so that a test can. */
const withSmallContexts = test.extend<{ readonly page: Page }>({
  async page({ start, signIn, fake, dataDir }, use) {
    await writeFile(
      join(dataDir, 'settings.json'),
      JSON.stringify({
        welcomed: true,
        modelOverrides: {
          'anthropic/claude-sonnet-5-5': { contextWindow: 8000, maxOutputTokens: 1000 },
          'anthropic/claude-opus-5-5': { contextWindow: 10_000, maxOutputTokens: 1000 },
        },
      }),
    );
    const env = { ANTHROPIC_BASE_URL: fake.url, ANTHROPIC_API_KEY: fakeKey };
    await use(await signIn(await start({ env })));
  },
});

withSmallContexts(
  'what fills the context is shown from half on, and said before it is too much',
  async ({ page }) => {
    const composer = page.getByRole('textbox', { name: 'Message', exact: true });
    const meter = page.getByRole('button', { name: /^Context: / });
    await composer.fill('word '.repeat(5000));
    await meter.click();
    const parts = page.getByRole('dialog', { name: /of 8,000 tokens are used$/ });
    await expect(parts.getByRole('term')).toHaveText([
      'Instructions',
      'Tools',
      'Files',
      'Conversation',
      'Kept for the answer',
    ]);
    await expect(parts.getByRole('definition').last()).toHaveText('1,000');
    await fits(page, 'the context');
    await check(page, 'the context');
    await page.setViewportSize(sizes[0]);
    await page.keyboard.press('Escape');
    await expect(meter).toBeFocused();

    await composer.fill('word '.repeat(12_000));
    await expect(meter).toHaveAttribute('aria-description', /^This is longer than/);
    await composer.fill('One word.');
    await expect(meter).toBeHidden();
  },
);

withSmallContexts(
  'how full the context is follows the model, wherever the focus is',
  async ({ page }) => {
    const meter = page.getByRole('button', { name: /^Context: / });
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('word '.repeat(5000));
    await expect(meter).toHaveText(/^[67]\d%$/);

    await picker(page).click();
    await search(page).fill('opus 5.5');
    await page.getByRole('option', { name: /^Claude Opus 5.5/ }).click();
    await expect(picker(page)).toBeFocused();
    await expect(meter).toHaveText(/^5\d%$/);
  },
);
