import type { Page } from '@playwright/test';
import { expect, fakeKey, test } from './support/test.ts';

/** Chosen by key or by pointer, once a model is chosen the focus is on the button that opened the list. */
async function chooseTwice(page: Page): Promise<void> {
  // The settings have more of them further down.
  const opener = page.getByRole('combobox', { name: /^Model: / }).first();
  const search = page.getByRole('combobox', { name: 'Search models' });
  await opener.press('Enter');
  await expect(search).toBeFocused();
  await page.keyboard.type('Opus');
  // What is typed leads to the first that fits.
  await expect(page.getByRole('option', { name: /Opus/ }).first()).toHaveAttribute(
    'data-highlighted',
  );
  await page.keyboard.press('Enter');
  await expect(search).toBeHidden();
  await expect(opener).toHaveAccessibleName(/Opus/);
  await expect(opener).toBeFocused();

  await opener.click();
  await page
    .getByRole('option', { name: /Sonnet/ })
    .first()
    .click();
  await expect(search).toBeHidden();
  await expect(opener).toHaveAccessibleName(/Sonnet/);
  await expect(opener).toBeFocused();
}

test('in a conversation, the settings and the quick prompt', async ({ startWithFake, signIn }) => {
  const door = await startWithFake();
  const page = await signIn(door);
  await chooseTwice(page);
  await page.goto(`${door.origin}/#/settings`);
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await chooseTwice(page);
  await page.goto(`${door.origin}/quick`);
  await chooseTwice(page);
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('region', { name: 'Answers' })).toBeFocused();
});

test.describe('the first steps', () => {
  test.use({ welcomed: false });

  test('at the step of the model', async ({ start, fake, signIn }) => {
    const env = { ANTHROPIC_BASE_URL: fake.url, ANTHROPIC_API_KEY: fakeKey };
    const page = await signIn(await start({ env }));
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('heading', { name: 'Which model?' })).toBeFocused();
    await chooseTwice(page);
  });
});
