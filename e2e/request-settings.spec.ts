import { check, fits, sizes } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';

test('attempts, substitutes and kept answers are set by keyboard, found, and still so after a reload', async ({
  openChat,
}) => {
  test.slow();
  const { page } = await openChat();
  await page.goto(`${new URL(page.url()).origin}/#/settings/requests`);
  const popup = page.getByRole('combobox', { name: 'Search models' });

  await test.step('a number that is none stays, with the reason', async () => {
    const attempts = page.getByRole('spinbutton', { name: 'Attempts' });
    await attempts.fill('0');
    await attempts.press('Enter');
    await expect(page.getByText('Enter a whole number from 1 to 10.')).toBeVisible();
    await attempts.fill('5');
    await attempts.press('Enter');
    await expect(page.getByText('Enter a whole number from 1 to 10.')).toBeHidden();
  });

  async function choose(button: string, model: string): Promise<void> {
    await page.getByRole('combobox', { name: button }).press('Enter');
    await expect(popup).toBeFocused();
    await popup.fill(model);
    await expect(page.getByRole('option', { name: model })).toHaveCount(1);
    await popup.press('Enter');
    await expect(popup).toBeHidden();
  }

  const substitutes = page.getByRole('region', {
    name: 'When Claude Sonnet 5.5 cannot answer, ask:',
  });
  const names = substitutes.getByRole('listitem');

  await test.step('a list that was begun has the focus, and goes again', async () => {
    const begin = page.getByRole('combobox', { name: 'Add substitutes for a model' });
    await choose('Add substitutes for a model', 'Claude Sonnet 5.5');
    await expect(substitutes).toBeVisible();
    const add = page.getByRole('combobox', { name: 'Add a model for Claude Sonnet 5.5' });
    await expect(add).toBeFocused();
    await expect(add).toBeInViewport({ ratio: 1 });
    await page
      .getByRole('button', { name: 'Ask nobody instead of Claude Sonnet 5.5' })
      .press('Enter');
    await expect(substitutes).toBeHidden();
    await expect(begin).toBeFocused();
    await begin.press('Enter');
    await expect(popup).toBeFocused();
    await popup.press('Escape');
    await expect(begin).toBeFocused();
  });

  await test.step('substitutes, and their order', async () => {
    await choose('Add substitutes for a model', 'Claude Sonnet 5.5');
    await expect(substitutes).toBeVisible();
    await choose('Add a model for Claude Sonnet 5.5', 'Claude Opus 5.5');
    await expect(names).toHaveText([/Claude Opus 5\.5/]);
    // At the lower edge, where one row more pushes it out of sight.
    const add = page.getByRole('combobox', { name: 'Add a model for Claude Sonnet 5.5' });
    await add.evaluate((button) => button.scrollIntoView({ block: 'end' }));
    await choose('Add a model for Claude Sonnet 5.5', 'Demo');
    await expect(names).toHaveText([/Claude Opus 5\.5/, /Demo/]);
    await expect(add).toBeFocused();
    await expect(add).toBeInViewport({ ratio: 1 });
    const up = page.getByRole('button', { name: /^Demo.* earlier$/ });
    await up.press('Enter');
    await expect(names).toHaveText([/Demo/, /Claude Opus 5\.5/]);
    await expect(up).toBeFocused();
    await page.getByRole('button', { name: 'Do not ask Claude Opus 5.5' }).press('Enter');
    await expect(names).toHaveText([/Demo/]);
    await expect(page.getByRole('button', { name: /^Do not ask Demo/ })).toBeFocused();
  });

  await test.step('kept answers', async () => {
    const keep = page.getByRole('checkbox', { name: 'Keep answers' });
    await keep.press('Space');
    await expect(page.getByRole('spinbutton', { name: 'Room on the disk' })).toHaveValue('100');
    await page.getByRole('button', { name: 'Forget all' }).press('Enter');
    await expect(page.getByText('The kept answers were forgotten.')).toBeVisible();
  });

  await check(page, 'the settings');
  await fits(page, 'the settings');
  await page.setViewportSize(sizes[0]);

  await test.step('all of it is there after a reload, and found', async () => {
    await page.reload();
    await expect(page.getByRole('spinbutton', { name: 'Attempts' })).toHaveValue('5');
    await expect(names).toHaveText([/Demo/]);
    await page.getByRole('textbox', { name: 'Search settings' }).fill('fallback');
    await expect(names).toHaveText([/Demo/]);
    await expect(page.getByRole('spinbutton', { name: 'Attempts' })).toBeHidden();
  });
});
