import { pacedAnswer } from './support/answers/paced-answer.ts';
import { chatPage } from './support/chat-page.ts';
import { expect, test } from './support/test.ts';

test('the composer sends with Enter, breaks lines with Shift+Enter, and Escape stops', async ({
  openChat,
  fake,
}) => {
  fake.answerWith(pacedAnswer().answer);
  const { page, chat } = await openChat();
  await expect(chat.composer).toBeFocused();
  await page.keyboard.type('first line');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('second line');
  await expect(chat.composer).toHaveValue('first line\nsecond line');
  await expect(chat.questions).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(chat.questions).toHaveText(/first line\s*second line/);
  await expect(chat.composer).toBeFocused();

  await expect(chat.answer).toContainText('w3 ');
  await page.keyboard.type('for later');
  await page.keyboard.press('Enter');
  await expect(
    page
      .getByText(
        'The answer is still being written. Stop it, or wait for its end: your text stays here.',
      )
      .first(),
  ).toBeVisible();
  await expect(chat.composer).toHaveValue('for later');
  await page.keyboard.press('Escape');
  await chat.ended('stopped');
  await expect(chat.composer).toBeFocused();
});

test('what an input method composes is not sent', async ({ start, signIn, context }) => {
  const page = await signIn(await start());
  const chat = chatPage(page);
  await expect(chat.composer).toBeFocused();
  const session = await context.newCDPSession(page);
  await session.send('Input.imeSetComposition', {
    text: 'にほん',
    selectionStart: 3,
    selectionEnd: 3,
  });
  await expect(chat.composer).toHaveValue('にほん');
  // As browsers report the Enter that takes a suggestion.
  await session.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Process',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await chat.composer.evaluate((field: HTMLElement) => {
    field.dispatchEvent(
      new KeyboardEvent('keydown', {
        key: 'Enter',
        code: 'Enter',
        isComposing: true,
        bubbles: true,
        cancelable: true,
      }),
    );
  });
  await session.send('Input.insertText', { text: '日本' });
  await expect(chat.composer).toHaveValue('日本');
  await expect(chat.questions).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(chat.questions).toHaveText(/日本/);
});

test('focus returns to where it came from', async ({ openChat }) => {
  const { page, chat } = await openChat();
  await chat.send('A question about focus');
  await chat.ended('complete');

  await test.step('from a dialog', async () => {
    const opener = page.getByRole('button', { name: 'Instructions' });
    await opener.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog').getByRole('textbox')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(opener).toBeFocused();
  });

  await test.step('from the model picker', async () => {
    const opener = page.getByRole('combobox', { name: /^Model: / });
    await opener.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Search models' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(opener).toBeFocused();
  });

  await test.step('from renaming, with the keyboard alone', async () => {
    const link = chat.conversation('A question about focus');
    await link.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused();
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: 'New title of “A question about focus”' });
    await expect(field).toBeFocused();
    await page.keyboard.type('Renamed by hand');
    await page.keyboard.press('Enter');
    await expect(chat.conversation('Renamed by hand')).toBeFocused();
  });

  await test.step('a new conversation has a key', async () => {
    await page.keyboard.press('Control+Shift+O');
    await expect(page.getByRole('heading', { name: 'What would you like to know?' })).toBeVisible();
    await expect(chat.composer).toBeFocused();
  });
});
