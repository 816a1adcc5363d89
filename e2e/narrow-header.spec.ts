import type { Page } from '@playwright/test';
import { textAnswer } from './support/answers/text-answer.ts';
import { fits, sizes } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';

test.use({ viewport: sizes[2] });

test('on a telephone the title has room, and the instructions are in the menu', async ({
  openChat,
  fake,
}) => {
  fake.answerWith(textAnswer('Forty-two.'));
  const { page, chat } = await openChat();
  await chat.send('What is the answer to the question of the long title?');
  await chat.ended('complete');

  const title = page.getByRole('heading', { level: 1 }).getByRole('button');
  await expect(title).toBeVisible();
  await expectRoom(page, 240);
  await fits(page, 'a conversation', [{ width: 320, height: 568 }, sizes[2]]);

  const more = page.getByRole('button', { name: 'More for this conversation' });
  const instructions = page.getByRole('menuitem', { name: 'Instructions' });
  const dialog = page.getByRole('dialog');
  await expect(page.getByRole('button', { name: 'Instructions' })).toBeHidden();
  await more.press('Enter');
  await expect(instructions).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('Be brief.');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(more).toBeFocused();
  await more.press('Enter');
  await expect(instructions).toHaveAccessibleDescription('Instructions are set');
  await page.keyboard.press('Escape');
  await expect(more).toBeFocused();

  await page.setViewportSize(sizes[0]);
  await expect(page.getByRole('button', { name: 'Instructions' })).toBeVisible();
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, isMobile: true });

  test('the title has room, too', async ({ openChat, fake }) => {
    fake.answerWith(textAnswer('Forty-two.'));
    const { page, chat } = await openChat();
    await chat.send('What is the answer to the question of the long title?');
    await chat.ended('complete');
    await expectRoom(page, 200);
  });
});

/** For the title, which takes all there is, and for the whole name of the model. */
async function expectRoom(page: Page, width: number): Promise<void> {
  const title = page.getByRole('heading', { level: 1 }).getByRole('button');
  await expect(title).toBeVisible();
  expect((await title.boundingBox())?.width).toBeGreaterThan(width);
  const model = page.getByRole('combobox', { name: /^Model: / }).getByText('Claude Sonnet 5.5');
  await expect(model).toBeVisible();
  expect(await model.evaluate((name) => name.scrollWidth - name.clientWidth)).toBe(0);
}
