import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { refuse } from './support/answers/faults.ts';
import { textAnswer } from './support/answers/text-answer.ts';
import { chatPage } from './support/chat-page.ts';
import { findInFolder } from './support/find-in-folder.ts';
import { initialEnvironment, processTree } from './support/process-tree.ts';
import { openProvider } from './support/open-provider.ts';
import { expect, test } from './support/test.ts';

/** A key goes in and never comes out. */

const canary = 'sk-ant-canary-5d1f0c7e9a2b-WXYZ';
const passphrase = 'correct horse battery staple 42';

/** Everything the page is sent or sends, from now on. */
function recordFrames(page: Page, way: 'framereceived' | 'framesent'): () => string {
  const frames: string[] = [];
  page.on(
    'websocket',
    (socket) => socket.on(way as 'framesent', ({ payload }) => frames.push(String(payload))), // both carry the same
  );
  return () => frames.join('\n');
}

/** Everything the page could remember. */
function memoryOfPage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const fields = [...document.querySelectorAll('input, textarea')].map(
      (field) => (field as HTMLInputElement).value,
    );
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    const caches = await window.caches.keys();
    return JSON.stringify([
      document.documentElement.outerHTML,
      fields,
      { ...localStorage },
      { ...sessionStorage },
      databases,
      caches,
      document.cookie,
      location.href,
    ]);
  });
}

async function enterKey(page: Page, address: string, place: string): Promise<void> {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  const card = await openProvider(page, 'Anthropic');
  await card.getByRole('textbox', { name: 'Base URL' }).fill(address);
  await card.getByRole('button', { name: 'Save address' }).click();
  await expect(card.getByText('Saved.')).toBeVisible();
  await card.getByLabel('API key').fill(canary);
  await card.getByRole('radio', { name: place }).check();
  const consent = card.getByRole('checkbox', {
    name: /Every program that runs under your name can read the key/,
  });
  if (place === 'In a file that is not encrypted') {
    await expect(card.getByRole('button', { name: 'Save key' })).toBeDisabled();
    await consent.check();
  }
  await card.getByRole('button', { name: 'Save key' }).click();
  await expect(card.getByText('The key was saved.')).toBeVisible();
  await expect(card.getByLabel('API key')).toHaveValue('');
}

test('a key entered on the page is in nothing that leaves the core', async ({
  start,
  fake,
  dataDir,
  context,
  signIn,
}) => {
  const door = await start();
  let frames = () => '';
  context.on('page', (page) => (frames = recordFrames(page, 'framereceived')));
  const page = await signIn(door);
  const chat = chatPage(page);
  await enterKey(page, fake.url, 'Until Tina ends');
  expect(await memoryOfPage(page)).not.toContain(canary);

  await test.step('it is used, and an error that quotes it does not', async () => {
    fake.answerWith(
      refuse(400, { type: 'invalid_request_error', message: `Bad request with ${canary}` }),
      textAnswer('It works.'),
    );
    await chat.begin();
    await chat.send('Do you have my key?');
    await chat.ended('failed');
    await chat.answer.getByRole('button', { name: 'Details' }).click();
    await expect(chat.answer.getByText('invalid-input')).toBeVisible();
    await chat.button('Retry').click();
    await chat.ended('complete');
    expect(fake.questions().map(({ headers }) => headers.authorization)).toEqual(
      Array(2).fill(`Bearer ${canary}`),
    );
  });

  await page.reload();
  await chat.ended('complete');
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(page.getByText('Set, ends in ••••WXYZ, until Tina ends.')).toBeVisible();
  expect(await memoryOfPage(page)).not.toContain(canary);
  expect(frames().length).toBeGreaterThan(1000);
  expect(frames()).toContain('WXYZ');
  expect(frames()).not.toContain(canary);
  for (const pid of processTree(door.pid)) expect(initialEnvironment(pid)).not.toContain(canary);
  expect(await door.stop()).toBe(0);
  expect(door.stdout() + door.stderr()).not.toContain(canary);
  expect(await findInFolder(dataDir, canary)).toEqual([]);
});

test('with a passphrase a key outlives a restart, and neither of them is in any file in the clear', async ({
  start,
  fake,
  dataDir,
  signIn,
}) => {
  const env = { TINA_PASSPHRASE: passphrase };
  const door = await start({ env });
  await enterKey(await signIn(door), fake.url, 'In a file encrypted with your passphrase');
  expect(await door.stop()).toBe(0);
  expect(await findInFolder(dataDir, canary)).toEqual([]);
  expect(await findInFolder(dataDir, passphrase)).toEqual([]);
  expect(await findInFolder(dataDir, Buffer.from(canary).toString('base64').slice(0, 20))).toEqual(
    [],
  );
  expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);

  const again = await start({ env });
  const page = await signIn(again);
  const chat = chatPage(page);
  await chat.send('Do you still have my key?');
  await chat.ended('complete');
  expect(fake.questions().at(-1)?.headers.authorization).toBe(`Bearer ${canary}`);
  for (const pid of processTree(again.pid).slice(1))
    expect(initialEnvironment(pid)).not.toContain(passphrase);
  expect(await again.stop()).toBe(0);

  const without = await start();
  const locked = await signIn(without);
  await expect(locked.getByRole('region', { name: 'Notices' })).toContainText(/key/i);
});

test('in a file that is not encrypted only after the person agreed', async ({
  start,
  fake,
  dataDir,
  context,
  signIn,
}) => {
  const door = await start();
  let sent = () => '';
  context.on('page', (page) => (sent = recordFrames(page, 'framesent')));
  await enterKey(await signIn(door), fake.url, 'In a file that is not encrypted');
  // The page says which address it showed: the key is kept for no other.
  expect(sent()).toContain(`"forOrigin":"${fake.url}"`);
  expect(await findInFolder(dataDir, canary)).toEqual(['secrets-plain.json']);
  expect((await stat(join(dataDir, 'secrets-plain.json'))).mode & 0o777).toBe(0o600);
});
