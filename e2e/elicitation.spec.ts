import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { addServer } from './support/add-server.ts';
import { chatPage } from './support/chat-page.ts';
import { check, fits } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';

/** On the server side of the 1.x SDK. */
const program = join(
  import.meta.dirname,
  '../src/main/tools/mcp/elicitation/__fixtures__/asking-server.mjs',
);
const wide = { width: 1280, height: 900 };

/** Added, its tools allowed; then the conversation. */
async function addAsker(page: Page, always: readonly string[]): Promise<void> {
  await addServer(page, { name: 'Asker', program, always });
  await page.goto(`${new URL(page.url()).origin}/#/`);
}

test('a tool asks by a form with every kind of field, which is answered by keyboard alone', async ({
  start,
  signIn,
}) => {
  test.slow();
  const page = await signIn(await start());
  await page.setViewportSize(wide);
  await addAsker(page, ['form']);
  const chat = chatPage(page);
  const question = page.getByRole('region', { name: '“Asker” asks you something' });
  const field = (name: string) => question.getByLabel(name, { exact: true });
  const press = (key: string) => page.keyboard.press(key);
  const next = async (text?: string) => {
    await press('Tab');
    if (text !== undefined) await page.keyboard.type(text);
  };

  await test.step('it stands under its call, says who asks, and takes nobody’s focus', async () => {
    await chat.send('Use form with {"message":"Who are\u202e you?"}');
    await expect(question).toBeVisible();
    await expect(chat.composer).toBeFocused();
    // Longer than the view, it is shown from its beginning, though the end of a conversation is followed.
    await expect(question.getByText('“Asker” asks you something')).toBeInViewport();
    await expect(question).toContainText('“Asker” gets what you send.');
    await expect(question).toContainText('U+202E');
    await expect(page.getByText('Waiting for your answer: form').first()).toBeVisible();
    await expect(chat.answer.getByRole('button', { name: /^form/ })).toContainText('waits for you');
    await expect(page.getByRole('log').getByText('Waiting for your answer: form')).toBeAttached();
    await expect(
      page.getByRole('navigation', { name: 'Conversations' }).getByText('asks you'),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: 'Answer', exact: true })).toBeHidden();
    await check(page, 'a form');
    await fits(page, 'a form');
    await page.setViewportSize(wide);
  });

  await test.step('what is wrong is said beside its field', async () => {
    await field('Name').focus();
    await page.keyboard.type('A');
    await next('ada');
    await press('Enter');
    await expect(field('Name')).toBeFocused();
    await expect(field('Name')).toHaveAccessibleDescription(
      /This does not fit\. 2 to 20 characters\..*As friends call you/,
    );
    await expect(field('E-mail')).toHaveAccessibleDescription('This is no e-mail address.');
    await expect(field('Size')).toHaveAccessibleDescription('This is needed.');
    await check(page, 'a form with faults');
    await fits(page, 'a form with faults');
    await page.setViewportSize(wide);
  });

  await test.step('what was typed outlives a reload', async () => {
    await page.keyboard.type('da');
    await page.reload();
    await expect(field('Name')).toHaveValue('Ada');
    await expect(field('E-mail')).toHaveValue('ada');
    await expect(field('Count (optional)')).toHaveValue('3');
  });

  await test.step('answered by keyboard, and back to the composer', async () => {
    await field('E-mail').focus();
    await press('End');
    await page.keyboard.type('@a.example');
    await next('https://a.example/ada');
    await next('12101815');
    await field('Moment (optional)').focus();
    await page.keyboard.type('11222026');
    await press('Tab');
    await page.keyboard.type('1030AM');
    await field('Code (optional)').focus();
    await page.keyboard.type('ABC');
    await next();
    await press('Control+A');
    await page.keyboard.type('9');
    await next('0,5');
    await next();
    await press('Space');
    await next();
    await press('ArrowDown');
    await press('ArrowDown');
    await next();
    await press('ArrowUp');
    // Days: Tuesday is ticked.
    await next();
    await press('Space');
    await next();
    await next();
    await next();
    await next();
    await press('Space');
    await next();
    await expect(question.getByRole('button', { name: 'Send' })).toBeFocused();
    await press('Enter');
    await chat.ended('complete');
    await expect(chat.composer).toBeFocused();
    await expect(question).toBeHidden();
    await chat.answer.getByRole('button', { name: /^form/ }).press('Enter');
    const said = chat.answer.getByRole('region', { name: 'Result' });
    for (const piece of [
      '"action":"accept"',
      '"name":"Ada"',
      '"email":"ada@a.example"',
      '"page":"https://a.example/ada"',
      '"born":"1815-12-10"',
      '"meeting":"2026-11-22T',
      '"code":"ABC"',
      '"count":9',
      '"weight":0.5',
      '"agree":true',
      '"size":"m"',
      '"color":"#f00"',
      '"days":["Mon","Tue"]',
      '"parts":["b"]',
    ])
      await expect(chat.answer).toContainText(piece);
    await expect(said.or(chat.answer).first()).toBeVisible();
  });
});

test('a question is reachable on every page and in every window, and answered once', async ({
  start,
  signIn,
  context,
}) => {
  test.slow();
  const page = await signIn(await start());
  await page.setViewportSize(wide);
  await addAsker(page, ['form', 'later']);
  const chat = chatPage(page);
  await chat.send(
    'Use form with {"schema":{"type":"object","properties":{"a":{"type":"string","title":"Answer here"}}}}',
  );
  const here = page.getByRole('region', { name: '“Asker” asks you something' });
  await expect(here).toBeVisible();
  await here.getByLabel('Answer here (optional)').fill('typed here');

  const other = await signIn(await start(), context);
  await other.goto(`${new URL(other.url()).origin}/#/servers`);
  const notice = other.getByRole('region', { name: 'Questions of servers' });
  const dialog = other.getByRole('dialog', { name: '“Asker” asks you something' });

  await test.step('elsewhere a notice leads to it; closed it stays', async () => {
    await expect(notice).toContainText('The server “Asker” asks you something and waits.');
    await expect(other.getByRole('log').getByText('“Asker” asks you something')).toBeAttached();
    await check(other, 'the notice of a question');
    await notice.getByRole('button', { name: 'Answer' }).press('Enter');
    await expect(dialog.getByLabel('Answer here (optional)')).toBeVisible();
    await check(other, 'a question in a dialog');
    await fits(other, 'a question in a dialog');
    await other.setViewportSize(wide);
    await other.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(notice.getByRole('button', { name: 'Answer' })).toBeFocused();
  });

  await test.step('answered there, what was typed here is not lost', async () => {
    await notice.getByRole('button', { name: 'Answer' }).press('Enter');
    await dialog.getByRole('button', { name: 'Say no' }).press('Enter');
    await expect(dialog).toBeHidden();
    await expect(notice).toBeHidden();
    await chat.ended('complete');
    await expect(here).toBeHidden();
    await page.getByRole('button', { name: 'Show it' }).press('Enter');
    const lost = page.getByRole('dialog', { name: 'What you typed for “Asker”' });
    await expect(lost).toContainText('typed here');
    await check(page, 'what was typed in vain');
    await lost.getByRole('button', { name: 'Throw it away' }).press('Enter');
    await expect(lost).toBeHidden();
    await expect(page.getByRole('button', { name: 'Show it' })).toBeHidden();
    await expect(chat.composer).toBeFocused();
  });

  await test.step('a server that asks by itself', async () => {
    await chat.send('Use later with {}');
    await chat.ended('complete');
    await page.getByRole('button', { name: 'Answer', exact: true }).press('Enter');
    const asked = page.getByRole('dialog', { name: '“Asker” asks you something' });
    await expect(asked).toContainText('It asks this by itself');
    await asked.getByRole('button', { name: 'Not now' }).press('Enter');
    await expect(asked).toBeHidden();
    await expect(chat.composer).toBeFocused();
  });

  await test.step('stopped, nobody asks any more', async () => {
    await chat.send('Use form');
    await expect(here).toBeVisible();
    await page.keyboard.press('Escape');
    await chat.ended('stopped');
    await expect(here).toBeHidden();
    await expect(notice).toBeHidden();
  });
});

test('an address is shown whole and opened by the person alone', async ({
  start,
  signIn,
  context,
}) => {
  test.slow();
  const page = await signIn(await start());
  await page.setViewportSize(wide);
  const asked: string[] = [];
  await context.route(/\.example\//, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: 'text/html', body: 'a page' });
  });
  await addAsker(page, ['first', 'url']);
  const chat = chatPage(page);
  const question = page.getByRole('region', { name: '“Asker” asks you something' });
  const open = question.getByRole('link', { name: 'Open the page' });

  await test.step('whole, with its host, and a warning', async () => {
    await chat.send(
      'Use first with {"url":"https://bücher.example/sign?a=1","message":"Sign in there"}',
    );
    await expect(question).toContainText('https://xn--bcher-kva.example/sign?a=1');
    await expect(question.locator('strong')).toHaveText('xn--bcher-kva.example');
    await expect(question).toContainText('It may look like another one.');
    await open.focus();
    await check(page, 'an address');
    await fits(page, 'an address');
    await page.setViewportSize(wide);
    expect(asked).toEqual([]);
  });

  await test.step('opened outside, then waited for, then the call is made again', async () => {
    const opened = context.waitForEvent('page');
    await open.press('Enter');
    const there = await opened;
    await expect.poll(() => asked).toEqual(['https://xn--bcher-kva.example/sign?a=1']);
    expect(await there.evaluate(() => opener === null)).toBe(true);
    await there.close();
    await expect(question).toContainText('waits until you are done there');
    await check(page, 'an address that was opened');
    await question.getByRole('button', { name: 'I am done' }).press('Enter');
    await chat.ended('complete');
    await expect(chat.answer).toContainText('visited');
    await expect(chat.composer).toBeFocused();
  });

  await test.step('not opened', async () => {
    await chat.send('Use url');
    await question.getByRole('button', { name: 'Say no' }).press('Enter');
    await chat.ended('complete');
    expect(asked).toHaveLength(1);
  });
});
