import type { Locator, Page } from '@playwright/test';
import { pacedAnswer } from './support/answers/paced-answer.ts';
import { textAnswer } from './support/answers/text-answer.ts';
import { chatPage } from './support/chat-page.ts';
import { check, fits, sizes } from './support/page-checks.ts';
import { readSettings } from './support/read-settings.ts';
import { readStore } from './support/read-store.ts';
import { expect, test } from './support/test.ts';

const field = (page: Page) => page.getByRole('textbox', { name: 'Question' });
const answer = (page: Page) => page.getByRole('article', { name: 'Tina' }).last();
const complete = (page: Page) =>
  expect(answer(page)).toHaveAttribute('data-status', 'complete', { timeout: 30_000 });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** What a question stands in, so that it is not taken for an answer. */
const block = (question: Locator) =>
  question.locator('..').evaluate((element) => {
    const { backgroundColor, borderRadius, padding } = getComputedStyle(element);
    return { backgroundColor, borderRadius, padding };
  });

test('asks, follows up, and goes on in the main window, by keyboard alone', async ({
  openChat,
  fake,
}) => {
  const { door, page } = await openChat();
  fake.answerWith(textAnswer('Forty-two.'), pacedAnswer().answer);
  await page.goto(`${door.origin}/quick`);
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('What is 6 times 7?');
  await page.keyboard.press('Enter');
  await expect(field(page)).toHaveValue('');
  await complete(page);
  const blockHere = await block(page.getByText('What is 6 times 7?'));

  // The same conversation, as the field still has the focus.
  await page.keyboard.type('Tell me a short story');
  await page.keyboard.press('Enter');
  await expect(answer(page)).toHaveAttribute('data-status', 'streaming');
  await page.keyboard.press('Tab');
  await expect(button(page, 'Stop')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(answer(page)).toHaveAttribute('data-status', 'stopped');

  const more = button(page, 'Continue in Tina');
  for (let tabs = 0; tabs < 20 && !(await more.evaluate((it) => it === document.activeElement));)
    tabs = await page.keyboard.press('Tab').then(() => tabs + 1);
  await expect(more).toBeFocused();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/#\/chat\//);
  await expect(chatPage(page).questions).toHaveCount(2);
  expect(blockHere).toEqual(await block(chatPage(page).questions.getByText('What is 6 times 7?')));
  await expect(chatPage(page).conversation('What is 6 times 7?')).toBeVisible();
});

test('a question typed and sent while the page is still loading is asked', async ({
  start,
  signIn,
  context,
}) => {
  const door = await start();
  const page = await signIn(door);
  // Only the field is there as long as the test wants.
  const released = Promise.withResolvers<void>();
  await context.route(/\/assets\/open-in-browser/, async (route) => {
    await released.promise;
    await route.continue();
  });
  await page.goto(`${door.origin}/quick`, { waitUntil: 'commit' });
  await expect(page.locator('#question')).toBeFocused();
  await page.keyboard.type('What is 2 times 3?');
  await page.keyboard.press('Enter');
  released.resolve();
  await expect(page.getByRole('article', { name: 'You' })).toHaveText('What is 2 times 3?');
  await complete(page);
});

test('the draft is kept apart from the one of the main window', async ({
  start,
  signIn,
  dataDir,
}) => {
  const door = await start();
  const main = await signIn(door);
  const { composer } = chatPage(main);
  await composer.fill('in the main window');
  await composer.blur();
  const page = await main.context().newPage();
  await page.goto(`${door.origin}/quick`);
  await expect(field(page)).toHaveValue('');
  await field(page).fill('in the quick prompt');
  await page.keyboard.press('Escape');
  await expect(field(page)).not.toBeFocused();
  await expect
    .poll(() => Object.values(readStore(dataDir).drafts).toSorted())
    .toEqual(['in the main window', 'in the quick prompt']);
  await page.reload();
  await expect(field(page)).toHaveValue('in the quick prompt');
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await complete(page);
  await main.reload();
  await expect(composer).toHaveValue('in the main window');
});

test('a new question begins another conversation and takes along what is not sent', async ({
  openAt,
}) => {
  const { door, page } = await openAt('/quick');
  await field(page).fill('First');
  await page.keyboard.press('Enter');
  await complete(page);
  await field(page).fill('Second');
  await button(page, 'New question').click();
  await expect(page.getByRole('article')).toHaveCount(0);
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue('Second');
  await page.keyboard.press('Enter');
  await complete(page);
  await page.goto(`${door.origin}/`);
  for (const title of ['First', 'Second'])
    await expect(chatPage(page).conversation(title)).toBeVisible();
});

test('the model is chosen once for all quick questions', async ({ openChat, fake, dataDir }) => {
  fake.answerWith(textAnswer('From a model.'));
  const { door, page } = await openChat();
  await page.goto(`${door.origin}/quick`);
  await page.getByRole('combobox', { name: /^Model/ }).click();
  await page.getByRole('option', { name: /^Demo/ }).click();
  await expect
    .poll(() => readSettings(dataDir))
    .toMatchObject({ quickPrompt: { model: { provider: 'demo' } } });
  await page.reload();
  await expect(page.getByRole('combobox', { name: /^Model.*Demo/ })).toBeVisible();
  await field(page).fill('Who are you?');
  await page.keyboard.press('Enter');
  await complete(page);
  await expect(answer(page)).not.toContainText('From a model.');
});

/** The window of the desktop app, and a telephone. */
const quickSizes = [{ width: 640, height: 420 }, sizes[2]];

test('is accessible and fits, empty and with an answer, in both themes', async ({ openAt }) => {
  const { page } = await openAt('/quick');
  await expect(page.getByText('The answer appears here.')).toBeVisible();
  await check(page, 'empty');
  await fits(page, 'empty', quickSizes);
  await field(page).fill('Show me what you can format');
  await page.keyboard.press('Enter');
  await complete(page);
  await check(page, 'with an answer');
  await fits(page, 'with an answer', quickSizes);
});
