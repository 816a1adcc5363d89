import type { JSHandle, Locator, Page } from '@playwright/test';
import { endAfter, refuse } from './support/answers/faults.ts';
import { pacedAnswer } from './support/answers/paced-answer.ts';
import { textAnswer } from './support/answers/text-answer.ts';
import { expect, test } from './support/test.ts';

/** From dialogs and menus: `soak/every-control.spec.ts` asks that at each of them. Here, from what goes by itself. */

test('when the answer ends while Stop has the focus, the focus goes to the composer', async ({
  openChat,
  fake,
}) => {
  const paced = pacedAnswer();
  fake.answerWith(paced.answer);
  const { page, chat } = await openChat();
  await chat.composer.press('a');
  // Past “Think first”, where the model can do that.
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(chat.button('Send')).toBeFocused({ timeout: 100 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(chat.composer, 'Send can do nothing more').toBeFocused();
  await expect(chat.stop).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  await expect(chat.stop).toBeFocused();
  paced.end();
  await chat.ended('complete');
  await expect(chat.stop).toBeHidden();
  await expect(chat.composer).toBeFocused();
});

test('the quick prompt’s field takes the focus of a button that can do nothing more', async ({
  openChat,
  fake,
}) => {
  const paced = pacedAnswer();
  fake.answerWith(paced.answer);
  const { door, page } = await openChat();
  await page.goto(`${door.origin}/quick`);
  const field = page.getByRole('textbox', { name: 'Question' });
  await expect(field).toBeFocused();
  await page.keyboard.type('Count');
  // The field takes keys before there is a button beside it.
  await expect(page.getByRole('button', { name: 'Ask', exact: true })).toBeEnabled();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeFocused();
  paced.end();
  await expect(page.getByRole('article', { name: 'Tina' })).toHaveAttribute(
    'data-status',
    'complete',
  );
  await expect(field).toBeFocused();
});

test('the quick prompt’s field takes the focus of Continue and Retry as well', async ({
  openChat,
  fake,
}) => {
  fake.answerWith(
    refuse(400, { type: 'invalid_request_error', message: 'No.' }),
    endAfter('Forty-'),
    textAnswer('two.'),
  );
  const { door, page } = await openChat();
  await page.goto(`${door.origin}/quick`);
  const field = page.getByRole('textbox', { name: 'Question' });
  await field.fill('Six times seven?');
  await field.press('Enter');
  await page.getByRole('button', { name: 'Retry' }).press('Enter');
  await expect(field).toBeFocused();
  await page.getByRole('button', { name: 'Continue', exact: true }).press('Enter');
  await expect(page.getByRole('article', { name: 'Tina' })).toHaveAttribute(
    'data-status',
    'complete',
  );
  await expect(field).toBeFocused();
});

test.describe('a toast that is closed by keyboard', () => {
  const copyAnswer = 'Control+Shift+E';
  const toasts = (page: Page) => page.locator('[data-toast]');
  const closers = (page: Page) =>
    toasts(page).getByRole('button', { name: 'Close', includeHidden: true });

  /** Tab is pressed until it has the focus; returns what had it before. */
  async function tabTo(page: Page, target: Locator): Promise<JSHandle> {
    for (let pressed = 0; pressed < 40; pressed += 1) {
      const before = await page.evaluateHandle(() => document.activeElement);
      await page.keyboard.press('Tab');
      if (await target.evaluate((element) => element === document.activeElement)) return before;
    }
    throw new Error('Tab does not lead there.');
  }

  test('gives the focus to the next one, and the last to what had it before', async ({
    openChat,
    fake,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    fake.answerWith(textAnswer('Forty-two.'));
    const { page, chat } = await openChat();
    await chat.send('Six times seven?');
    await chat.ended('complete');
    await page.keyboard.press(copyAnswer);
    await page.keyboard.press(copyAnswer);
    await expect(toasts(page)).toHaveCount(2);
    const before = await tabTo(page, toasts(page).first());
    await tabTo(page, closers(page).first());
    await page.keyboard.press('Enter');
    await expect(toasts(page)).toHaveCount(1);
    await expect(toasts(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(toasts(page)).toHaveCount(0);
    expect(await before.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('gives it to the composer if what had it before is gone', async ({
    openChat,
    fake,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const paced = pacedAnswer();
    fake.answerWith(textAnswer('Forty-two.'), paced.answer);
    const { page, chat } = await openChat();
    await chat.send('Six times seven?');
    await chat.ended('complete');
    await page.keyboard.press(copyAnswer);
    await chat.send('Count');
    await expect(chat.stop).toBeVisible();
    await page.keyboard.press('Shift+Tab');
    await expect(chat.stop).toBeFocused();
    await page.keyboard.press('F6');
    await tabTo(page, closers(page).first());
    paced.end();
    await chat.ended('complete');
    await expect(chat.stop).toBeHidden();
    await page.keyboard.press('Enter');
    await expect(toasts(page)).toHaveCount(0);
    await expect(chat.composer).toBeFocused();
  });
});
