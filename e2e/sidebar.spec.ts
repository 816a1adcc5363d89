import type { Page } from '@playwright/test';
import { textAnswer } from './support/answers/text-answer.ts';
import { chatPage } from './support/chat-page.ts';
import { seedConversations, type SeededConversation } from './support/seed-conversations.ts';
import { expect, test as base } from './support/test.ts';

const test = base.extend<{
  /** Opens the page of a door whose list holds these, and no others. */
  openWith: (conversations: readonly SeededConversation[]) => Promise<Page>;
}>({
  async openWith({ start, dataDir, signIn }, use) {
    await use(async (conversations) => {
      await (await start()).stop();
      seedConversations(dataDir, conversations);
      return signIn(await start());
    });
  },
});

const day = 24 * 60 * 60_000;

const parts = (page: Page) => {
  const list = page.getByRole('navigation', { name: 'Conversations' });
  return {
    list,
    titles: list.getByRole('listitem').getByRole('link'),
    find: list.getByRole('searchbox', { name: 'Find by title' }),
    heading: (name: string) => list.getByRole('button', { name, exact: true }),
    row: (name: string) => list.getByRole('link', { name, exact: true }),
  };
};

test('days are folded away, and stay so', async ({ openWith }) => {
  const page = await openWith([
    { title: 'Of today', age: 0 },
    { title: 'Of last week', age: 5 * day },
    { title: 'Of last year', age: 400 * day },
  ]);
  const { heading, titles } = parts(page);
  await expect(titles).toHaveText([/^Of today/, /^Of last week/, /^Of last year/]);
  await heading('Last 7 days').click();
  await expect(titles).toHaveText([/^Of today/, /^Of last year/]);
  await expect(heading('Last 7 days')).toHaveAttribute('aria-expanded', 'false');
  await page.reload();
  await expect(titles).toHaveText([/^Of today/, /^Of last year/]);
  await heading('Last 7 days').click();
  await expect(titles).toHaveCount(3);
});

test('the arrow keys lead through the list, and Tab past it', async ({ openWith }) => {
  const page = await openWith([
    { title: 'First', age: 0 },
    { title: 'Second', age: 1 },
    { title: 'Old', age: 40 * day },
  ]);
  const { list, find, heading, row, titles } = parts(page);
  // The page has done what it does by itself: the list is there, and the field has had the focus.
  await expect(titles).toHaveCount(3);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await find.focus();
  await page.keyboard.press('ArrowDown');
  await expect(row('First')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(row('Second')).toBeFocused();
  await page.keyboard.press('End');
  await expect(row('Old')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(heading('Today')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(titles).toHaveText([/^Old/]);
  await page.keyboard.press('ArrowRight');
  await expect(titles).toHaveCount(3);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'First' })).toBeVisible();

  await row('Second').focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('The second');
  await page.keyboard.press('Enter');
  await expect(row('The second')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(list.getByRole('button', { name: 'More for “The second”' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(list.getByRole('link', { name: 'Settings' })).toBeFocused();
  await row('The second').focus();
  await page.keyboard.press('Delete');
  await expect(row('The second')).toHaveCount(0);
  await expect(chatPage(page).composer).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row('The second')).toBeVisible();
  await expect(chatPage(page).composer).toBeFocused();
});

test('among 5000 conversations one is found, and only what is in view is drawn', async ({
  openWith,
}) => {
  test.slow();
  const page = await openWith([
    ...Array.from({ length: 4_999 }, (_, index) => ({
      title: `Conversation ${index}`,
      age: index * 60_000,
    })),
    { title: 'A walk in Zürich', age: 1000 * day },
  ]);
  const { list, find, row, titles } = parts(page);
  await expect(row('Conversation 0')).toBeVisible();

  await test.step('by any words of its title, wherever it is', async () => {
    await find.fill('zurich  WALK');
    await expect(titles).toHaveText([/^A walk in Zürich/]);
    await find.fill('nothing has this');
    await expect(list.getByText('No title has these words.')).toBeVisible();
    await find.fill('conversation 49');
    await expect(row('Conversation 49')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(find).toHaveValue('');
    await expect(row('Conversation 0')).toBeVisible();
  });

  await test.step('walking to the end reads on, and draws no more than fits', async () => {
    await row('Conversation 0').focus();
    await expect(async () => {
      await page.keyboard.press('End');
      await expect(row('A walk in Zürich')).toBeFocused({ timeout: 100 });
    }).toPass();
    expect(await titles.count()).toBeLessThan(150);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'A walk in Zürich' })).toBeVisible();
    await page.keyboard.press('Control+Shift+f');
    await page.keyboard.press('ArrowDown');
    expect(await titles.count()).toBeLessThan(150);
  });
});

test('where there is no room the list is a drawer that can be closed', async ({
  openChat,
  fake,
}) => {
  const { page, chat } = await openChat();
  fake.answerWith(textAnswer('Yes.'), textAnswer('No.'));
  await chat.send('The first question');
  await chat.ended('complete');
  await page.keyboard.press('Control+Shift+o');
  await chat.send('The second question');
  await chat.ended('complete');
  await page.setViewportSize({ width: 390, height: 844 });
  const drawer = page.getByRole('dialog', { name: 'Conversations' });
  const opener = page.getByRole('main').getByRole('button', { name: 'Show conversations' });

  await opener.click();
  await drawer.getByRole('button', { name: 'Hide conversations' }).click();
  await expect(drawer).toBeHidden();
  await expect(opener).toBeFocused();

  await opener.click();
  await drawer.getByRole('link', { name: 'The first question' }).click();
  await expect(drawer).toBeHidden();
  await chat.says('Yes.');
  await expect(chat.composer).toBeFocused();
});
