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
  await expect(page.getByRole('button', { name: 'Ask' })).toBeEnabled();
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
