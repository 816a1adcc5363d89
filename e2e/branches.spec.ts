import type { Page } from '@playwright/test';
import { pacedAnswer } from './support/answers/paced-answer.ts';
import { textAnswer } from './support/answers/text-answer.ts';
import { expect, test } from './support/test.ts';

const version = (page: Page, number: number, count: number) =>
  page.getByRole('group', { name: `Version ${number} of ${count}`, exact: true });

test('an answer that is asked for again has the old one beside it, in every window', async ({
  openTwoChats,
  fake,
}) => {
  const { page, here, other, there } = await openTwoChats();
  fake.answerWith(textAnswer('The first answer.'));
  await here.send('A question');
  await here.ended('complete');
  await there.conversation('A question').click();
  await there.says('The first answer.');

  await test.step('by mouse', async () => {
    fake.answerWith(textAnswer('The second answer.'));
    await here.answer.hover();
    const heightOfButtons = async () =>
      (await here.answer.getByRole('button', { name: 'More' }).boundingBox())?.y;
    const before = await heightOfButtons();
    await here.answer.getByRole('button', { name: 'Answer again' }).click();
    await here.says('The second answer.');
    await there.says('The second answer.');
    await here.ended('complete');
    await expect(version(other, 2, 2)).toBeVisible();
    await expect.poll(heightOfButtons, 'the buttons stay in their line').toBe(before);
  });

  await test.step('by keys, and the focus stays on the button', async () => {
    const previous = version(page, 2, 2).getByRole('button', { name: 'Previous version' });
    await previous.focus();
    await page.keyboard.press('Enter');
    await here.says('The first answer.');
    await there.says('The first answer.');
    await expect(
      version(page, 1, 2).getByRole('button', { name: 'Previous version' }),
    ).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await here.says('The second answer.');
    await expect(version(page, 2, 2).getByRole('button', { name: 'Next version' })).toBeFocused();
  });

  await test.step('it is still so after a reload, and what is sent goes on from what is shown', async () => {
    await version(page, 2, 2).getByRole('button', { name: 'Previous version' }).click();
    await here.says('The first answer.');
    await page.reload();
    await here.says('The first answer.');
    fake.answerWith(textAnswer('And on.'));
    await here.send('Another question');
    await here.says('And on.');
    await version(page, 1, 2).getByRole('button', { name: 'Next version' }).click();
    await here.says('The second answer.');
    await expect(here.questions).toHaveCount(1);
    await version(page, 2, 2).getByRole('button', { name: 'Previous version' }).click();
    await here.says('And on.');
    await expect(here.questions).toHaveCount(2);
  });
});

test('a question is edited in place, by keys alone', async ({ openChat, fake }) => {
  const { page, chat } = await openChat();
  fake.answerWith(textAnswer('About cats.'));
  await chat.send('Tell me about cats');
  await chat.ended('complete');
  const edit = chat.questions.last().getByRole('button', { name: 'Edit', exact: true });
  const field = page.getByRole('textbox', { name: 'Edit your question' });

  await test.step('Escape gives it up, and the focus goes back', async () => {
    await edit.focus();
    await page.keyboard.press('Enter');
    await expect(field).toBeFocused();
    await expect(field).toHaveValue('Tell me about cats');
    await page.keyboard.type(' and more');
    await page.keyboard.press('Escape');
    await expect(edit).toBeFocused();
    await expect(chat.questions.last()).toContainText('Tell me about cats');
    await expect(chat.questions.last()).not.toContainText('and more');
  });

  await test.step('Enter asks in other words', async () => {
    fake.answerWith(textAnswer('About dogs.'));
    await page.keyboard.press('Enter');
    await field.fill('Tell me about');
    await field.press('Shift+Enter');
    await field.press('End');
    await page.keyboard.type('dogs');
    await page.keyboard.press('Control+Enter');
    await chat.says('About dogs.');
    await expect(chat.questions).toHaveCount(1);
    await expect(edit).toBeFocused();
    await expect(version(page, 2, 2)).toBeVisible();
    expect(fake.questions().at(-1)?.body).toContain('Tell me about\\ndogs');
  });

  await test.step('the question before is one step away, with its answer', async () => {
    await version(page, 2, 2).getByRole('button', { name: 'Previous version' }).click();
    await chat.says('About cats.');
    await expect(chat.questions.last()).toContainText('Tell me about cats');
  });
});

test('what is written into an edited question outlives what streams in', async ({
  openChat,
  fake,
}) => {
  const { page, chat } = await openChat();
  const paced = pacedAnswer();
  fake.answerWith(paced.answer);
  await chat.send('Count');
  await expect(chat.answer).toContainText('w9 ');
  await chat.questions.last().hover();
  await chat.questions.last().getByRole('button', { name: 'Edit', exact: true }).click();
  const field = page.getByRole('textbox', { name: 'Edit your question' });
  await field.fill('Count slowly');
  await field.press('Enter');
  await expect(chat.questions.last()).toContainText('The answer is still being written');
  paced.end();
  await chat.ended('complete');
  await expect(field).toHaveValue('Count slowly');
  fake.answerWith(textAnswer('Slowly.'));
  await field.press('Enter');
  await chat.says('Slowly.');
});

test('a message can be copied and looked into', async ({ openChat, fake, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page, chat } = await openChat();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  fake.answerWith(textAnswer('Some **bold** words\n\n1. one\n2. [two](https://example.org/)'));
  await chat.send('Show me');
  await chat.ended('complete');
  const more = chat.answer.getByRole('button', { name: 'More', exact: true });

  await more.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Copy as plain text' }).press('Enter');
  await expect.poll(clipboard).toBe('Some bold words\n\n1. one\n2. two (https://example.org/)');
  await expect(more).toBeFocused();

  await more.click();
  await page.getByRole('menuitem', { name: 'Copy as Markdown' }).click();
  await expect.poll(clipboard).toContain('Some **bold** words');

  await more.click();
  await expect(page.getByRole('menu')).toBeVisible();
  await more.click();
  await expect(page.getByRole('menu')).toBeHidden();

  await more.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'About this message' })).toContainText(
    'Tokens out',
  );
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(more).toBeFocused();
});
