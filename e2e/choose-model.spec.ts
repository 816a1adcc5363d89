import type { Page } from '@playwright/test';
import { textAnswer } from './support/answers/text-answer.ts';
import { check, fits, sizes } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';

/** Favourites first, and only such options as the model has. */

const picker = (page: Page) => page.getByRole('combobox', { name: /^Model: / });
const search = (page: Page) => page.getByRole('combobox', { name: 'Search models' });

test('favourites stand first, by key or by pointer, after a reload too', async ({ openChat }) => {
  const { page } = await openChat();
  const opus = page.getByRole('option', { name: /^Claude Opus 5.5/ });
  const favourites = page.getByRole('group', { name: 'Favourites' });

  await test.step('by key', async () => {
    await picker(page).press('Enter');
    await expect(search(page)).toBeFocused();
    await expect(favourites).toBeHidden();
    await page.keyboard.type('opus');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+d');
    const mark = page.getByRole('button', { name: 'Favourite', exact: true });
    await expect(mark).toHaveAttribute('aria-pressed', 'true');
    await expect(mark).toHaveAttribute('aria-description', 'Claude Opus 5.5');
    await page.keyboard.press('Escape');
    await expect(picker(page)).toBeFocused();
  });

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
