import { chatPage } from './support/chat-page.ts';
import { expect, test } from './support/test.ts';

/** What a newcomer does first, without a key and without a network. */

test('the demo answers, shows its tool, is stopped, goes on, and is there after a reload', async ({
  start,
  signIn,
}) => {
  const page = await signIn(await start());
  const chat = chatPage(page);
  await expect(page.getByText('There is no key yet, so the built-in Demo answers')).toBeVisible();
  await expect(chat.composer).toBeFocused();

  await test.step('a tool call can be opened', async () => {
    await chat.button('What is (17 + 25) * 3?').click();
    await chat.ended('complete');
    await expect(chat.answer).toContainText('The result is 126.');
    const line = chat.answer.getByRole('button', { name: /^Calculator/ });
    await expect(line).toContainText('(17 + 25) * 3');
    await expect(line).toContainText(/done/);
    await expect(line).toHaveAttribute('aria-expanded', 'false');
    await line.click();
    await expect(chat.answer.getByRole('region', { name: 'Arguments' })).toContainText(
      '"expression": "(17 + 25) * 3"',
    );
    await expect(chat.answer.getByRole('region', { name: 'Result' })).toContainText('126');
    await expect(chat.conversation('What is (17 + 25) * 3?')).toBeVisible();
  });

  await test.step('a long answer is stopped and goes on where it ended', async () => {
    await chat.send('Tell me a long story');
    await expect(chat.answer).toContainText('It began with a harbour.');
    await chat.stop.click();
    await chat.ended('stopped');
    await expect(chat.answer).toContainText('Stopped. What was written is kept.');
    await expect(chat.stop).toBeHidden();
    await chat.button('Continue').click();
    await chat.ended('complete');
    await expect(chat.answer).toContainText('The end.');
    const story = (await chat.text()).split(/\s+/);
    expect(story.join(' ')).toContain(
      'slowly, so that somebody could watch it. It began with a harbour.',
    );
    expect(story.filter((word) => word === 'harbour.')).toHaveLength(1);
  });

  await test.step('what failed says so and keeps what was written', async () => {
    await chat.send('Make something fail');
    await chat.ended('failed');
    await expect(chat.answer).toContainText('even if you close the window');
    await expect(chat.answer).toContainText(
      'The demo broke off on purpose, as you asked. What was written is kept.',
    );
  });

  await test.step('a reload shows the same', async () => {
    const before = await page
      .getByRole('region', { name: 'Messages' })
      .getByRole('article')
      .allInnerTexts();
    expect(before).toHaveLength(6);
    await page.reload();
    await chat.ended('failed');
    const messages = page.getByRole('region', { name: 'Messages' }).getByRole('article');
    await expect(messages).toHaveCount(6);
    await expect
      .poll(async () => (await messages.allInnerTexts()).map(words))
      .toEqual(before.map(words));
  });

  await test.step('a new conversation begins empty, the old one stays in the list', async () => {
    await chat.begin();
    await expect(page.getByRole('article')).toHaveCount(0);
    await chat.send('Show me a table and some code');
    await chat.ended('complete');
    await expect(chat.answer.getByRole('cell', { name: 'Mercury' })).toBeVisible();
    await expect(chat.answer.getByRole('button', { name: 'Copy code' })).toBeVisible();
    const titles = page
      .getByRole('navigation', { name: 'Conversations' })
      .getByRole('listitem')
      .getByRole('link');
    await expect(titles).toHaveText([/^Show me a table/, /^What is/]);
  });
});

/** Without the times and what only opens on a click. */
function words(text: string): string {
  return text
    .replaceAll(/\b(now|\d+ (seconds?|minutes?) ago)\b/g, '')
    .replace(/Arguments.*\}/s, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
