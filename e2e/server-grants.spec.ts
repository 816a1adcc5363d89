import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { addServer } from './support/add-server.ts';
import { chatPage } from './support/chat-page.ts';
import { check, fits } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';

/** On the server side of the 1.x SDK. */
const program = join(
  import.meta.dirname,
  '../src/main/tools/mcp/host/__fixtures__/asking-server.mjs',
);
const wide = { width: 1280, height: 900 };

/** Added, its tools allowed; where its page is. */
async function addWisher(page: Page, always: readonly string[]): Promise<string> {
  await addServer(page, { name: 'Wisher', program, always });
  return page.url();
}

test('a server is told of folders its person granted, and tells as much as it is to', async ({
  start,
  signIn,
}) => {
  test.slow();
  const page = await signIn(await start());
  await page.setViewportSize(wide);
  const folder = mkdtempSync(join(tmpdir(), 'tina-granted-'));
  try {
    const place = await addWisher(page, ['roots', 'log']);
    const folders = page.getByRole('region', { name: 'Folders it may know of' });
    const path = folders.getByLabel('Path of a folder');

    await test.step('only what is a folder', async () => {
      await expect(folders).toContainText('it does not fence it in');
      await path.fill('notes');
      await page.keyboard.press('Enter');
      await expect(path).toHaveAccessibleDescription(/There is no folder at notes\./);
      await expect(path).toBeFocused();
      await check(page, 'no such folder');
      await path.fill(`${folder}/`);
      await page.keyboard.press('Enter');
      await expect(folders.getByRole('listitem')).toHaveText([folder]);
      await expect(path).toHaveValue('');
      await expect(path).toBeFocused();
      await check(page, 'a folder');
      await fits(page, 'a folder');
      await page.setViewportSize(wide);
    });

    await test.step('how much it tells', async () => {
      await page.getByRole('button', { name: 'Show the log' }).click();
      const level = page.getByLabel('How much it tells');
      await level.selectOption('Errors');
      await expect(page.getByRole('log').getByText('Saved.').first()).toBeAttached();
      await check(page, 'the level of a log');
      await fits(page, 'the level of a log');
      await page.setViewportSize(wide);
    });

    await test.step('it is told when it asks', async () => {
      await page.goto(`${new URL(page.url()).origin}/#/`);
      const chat = chatPage(page);
      await chat.send('Use roots with {}');
      await expect(chat.answer).toContainText(folder);
      await chat.ended('complete');
      await chat.send('Use log with {"levels":["info","alert"]}');
      await expect(chat.answer).toContainText('said');
      await page.goto(place);
      await page.getByRole('button', { name: 'Show the log' }).click();
      const log = page.getByRole('region', { name: 'Lines of the log' });
      await expect(log).toContainText('alert [books] {"at":"alert"}');
      await expect(log).not.toContainText('info [books]');
      await expect(page.getByLabel('How much it tells')).toHaveValue('error');
    });

    await test.step('taken back with one press', async () => {
      await folders.getByRole('button', { name: `Do not tell it of ${folder} any more` }).click();
      await expect(folders).toContainText('None.');
      await expect(path).toBeFocused();
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a server asks for a model’s answer: read whole, allowed, looked at, handed over; or not', async ({
  start,
  signIn,
}) => {
  test.slow();
  const page = await signIn(await start());
  await page.setViewportSize(wide);
  const place = await addWisher(page, ['ask']);
  const rules = page.getByRole('radiogroup', { name: 'Answers of models' });
  await expect(rules.getByRole('radio', { name: 'Not at all' })).toBeChecked();
  await rules.getByRole('radio', { name: 'Ask me each time' }).click();
  await expect(page.locator('main').getByText('Ready', { exact: true })).toBeVisible();
  await check(page, 'the rule for models');

  const wish = {
    systemPrompt: 'Be brief.\u202E',
    messages: [
      { role: 'user', content: { type: 'text', text: 'Hello, who are you?' } },
      {
        role: 'user',
        content: {
          type: 'image',
          mimeType: 'image/png',
          data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        },
      },
    ],
    maxTokens: 500,
    modelPreferences: { hints: [{ name: 'opus' }], costPriority: 0.8 },
  };
  await page.goto(`${new URL(page.url()).origin}/#/`);
  const chat = chatPage(page);
  const question = page.getByRole('region', { name: '“Wisher” asks you something' });

  await test.step('all of it is shown before anything is sent', async () => {
    await chat.send(`Use ask with ${JSON.stringify(wish)}`);
    await expect(question).toContainText('Nothing was sent yet.');
    const sent = question.getByRole('group', { name: 'What would be sent' });
    await expect(sent).toContainText('Be brief.');
    await expect(sent).toContainText('U+202E');
    await expect(sent).toContainText('Hello, who are you?');
    await expect(sent.getByRole('img', { name: 'Image 1' })).toBeVisible();
    await expect(question.getByLabel('Model that answers')).toHaveAccessibleDescription(
      /500 come out at most.*“opus”.*a cheap one \(80%\)/,
    );
    await check(page, 'a wish');
    await fits(page, 'a wish');
    await page.setViewportSize(wide);
  });

  await test.step('allowed once, its answer is read before the server gets it', async () => {
    await question.getByLabel('Show me the answer before it gets it').check();
    await question.getByRole('button', { name: 'Allow once' }).click();
    const shown = question.getByRole('group', { name: 'Answer', exact: true });
    await expect(shown).toContainText('not a real model');
    await check(page, 'an answer for a server');
    await fits(page, 'an answer for a server');
    await page.setViewportSize(wide);
    await question.getByRole('button', { name: 'Hand it over' }).click();
    await expect(question).toBeHidden();
    await expect(chat.answer).toContainText('endTurn');
    await chat.ended('complete');
  });

  await test.step('refused, it is told so', async () => {
    await chat.send(`Use ask with ${JSON.stringify({ ...wish, systemPrompt: undefined })}`);
    await question.getByRole('button', { name: 'Never' }).click();
    await expect(chat.answer).toContainText('User rejected sampling request');
    await page.goto(place);
    await expect(rules.getByRole('radio', { name: 'Not at all' })).toBeChecked();
  });

  await test.step('what it took is accounted to the server', async () => {
    await page.goto(`${new URL(page.url()).origin}/#/usage`);
    await expect(page.getByText('Asked by the server Wisher')).toBeVisible();
  });
});
