import { pacedAnswer } from './support/answers/paced-answer.ts';
import { chatPage } from './support/chat-page.ts';
import { expect, test } from './support/test.ts';

/** From dialogs and menus: `every-control.spec.ts` asks that at each of them. Here, from what goes by itself. */

test('when the answer ends while Stop has the focus, the focus goes to the composer', async ({
  startWithFake,
  fake,
  signIn,
}) => {
  const paced = pacedAnswer({ words: 150, everyMs: 10 });
  fake.answerWith(paced.answer);
  const page = await signIn(await startWithFake());
  const chat = chatPage(page);
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
  await chat.ended('complete');
  await expect(chat.stop).toBeHidden();
  await expect(chat.composer).toBeFocused();
});

test('the quick prompt’s field takes the focus of a button that can do nothing more', async ({
  startWithFake,
  fake,
  signIn,
}) => {
  fake.answerWith(pacedAnswer({ words: 150, everyMs: 10 }).answer);
  const door = await startWithFake();
  const page = await signIn(door);
  await page.goto(`${door.origin}/quick`);
  const field = page.getByRole('textbox', { name: 'Question' });
  await expect(field).toBeFocused();
  await page.keyboard.type('Count');
  // The field takes keys before there is a button beside it.
  await expect(page.getByRole('button', { name: 'Ask' })).toBeEnabled();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeFocused();
  await expect(page.getByRole('article', { name: 'Tina' })).toHaveAttribute(
    'data-status',
    'complete',
  );
  await expect(field).toBeFocused();
});
