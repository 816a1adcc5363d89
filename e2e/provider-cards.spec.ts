import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { chatPage } from './support/chat-page.ts';
import { findInFolder } from './support/find-in-folder.ts';
import { openProvider } from './support/open-provider.ts';
import { check, fits, sizes } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';

/** Several keys of one provider, and servers of one's own. */

test('keys stand beside each other, and each can go', async ({ openAt }) => {
  test.slow();
  const { page } = await openAt('/#/settings/models');
  const card = await openProvider(page, 'OpenAI');
  const field = card.getByLabel('API key', { exact: true });
  const keys = card.getByRole('list', { name: 'Keys of OpenAI' });

  for (const [key, button] of [
    ['sk-long-enough-to-be-shown-1111', 'Save key'],
    ['sk-long-enough-to-be-shown-2222', 'Add as another'],
    ['sk-long-enough-to-be-shown-3333', 'Add key'],
  ] as const) {
    await field.fill(key);
    await card.getByRole('button', { name: button, exact: true }).click();
    await expect(card.getByText('The key was saved.')).toBeVisible();
    await expect(field).toHaveValue('');
    await expect(field).toBeFocused();
  }
  await expect(keys.getByRole('listitem')).toHaveText([
    /ends in ••••1111, until Tina ends/,
    /ends in ••••2222/,
    /ends in ••••3333/,
  ]);
  await fits(page, 'several keys');
  await check(page, 'several keys');
  await page.setViewportSize(sizes[0]);

  await keys.getByRole('button', { name: 'Remove key 2 (••••2222)' }).click();
  await expect(keys.getByRole('listitem')).toHaveText([/1111/, /3333/]);
  await keys.getByRole('button', { name: 'Remove key 1 (••••1111)' }).click();
  await expect(keys).toBeHidden();
  await expect(card.getByText(/^Set, ends in ••••3333, until Tina ends\./)).toBeVisible();
});

test('keys too short for their end to be shown have numbers', async ({ openAt }) => {
  const { page } = await openAt('/#/settings/models');
  const card = await openProvider(page, 'OpenAI');
  const field = card.getByLabel('API key', { exact: true });
  const keys = card.getByRole('list', { name: 'Keys of OpenAI' });
  for (const [key, button] of [
    ['short-1', 'Save key'],
    ['short-2', 'Add as another'],
  ] as const) {
    await field.fill(key);
    await card.getByRole('button', { name: button, exact: true }).click();
    await expect(card.getByText('The key was saved.')).toBeVisible();
    await expect(field).toHaveValue('');
  }
  await expect(keys.getByRole('listitem')).toHaveText([/^Key 1, until/, /^Key 2, until/]);
  await expect(keys.getByRole('button', { name: 'Remove key 2' })).toBeVisible();
  await page.getByRole('link', { name: 'Status', exact: true }).click();
  const status = page.getByRole('region', { name: 'OpenAI' });
  await expect(status.getByText('Key 1, in use')).toBeVisible();
  await expect(status.getByText('Key 2, in use')).toBeVisible();
});

test('a server of one’s own gets its headers, and goes with its secrets', async ({
  openAt,
  fake,
  dataDir,
}) => {
  test.slow();
  const secret = 'a-value-nobody-sees-again';
  const { page } = await openAt('/#/settings/models');
  const form = await openProvider(page, 'Another server that speaks like OpenAI');
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(form.getByText('Give it a name.')).toBeVisible();
  await form.getByLabel('Name', { exact: true }).fill('My gateway');
  await form.getByLabel('Base URL').fill(`${fake.url}/v1`);
  await form.getByRole('button', { name: 'Add a header' }).click();
  await form.getByLabel('Name of header 1').fill('X-Team');
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(form.getByText('A header needs a value.')).toBeVisible();
  await form.getByLabel('Value of header 1').fill(secret);
  await fits(page, 'a server of one’s own');
  await check(page, 'a server of one’s own');
  await page.setViewportSize(sizes[0]);
  await form.getByRole('button', { name: 'Add', exact: true }).click();

  const title = page.getByRole('heading', { name: 'My gateway' });
  await expect(title).toBeFocused();
  const card = page.getByRole('region', { name: 'My gateway' });
  await expect(card.getByLabel('Name of header 1')).toHaveValue('x-team');
  await expect(card.getByLabel('Value of header 1')).toHaveValue('');
  await card.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(card.getByText(/^My gateway answers/)).toBeVisible();
  expect(fake.received.at(-1)?.headers['x-team']).toBe(secret);
  expect(await findInFolder(dataDir, secret)).toEqual([]);

  await test.step('its name and address change, its header stays', async () => {
    await card.getByLabel('Name', { exact: true }).fill('Our gateway');
    await card.getByLabel('Base URL').fill(`${fake.url}/v1/`);
    await expect(card.getByRole('button', { name: 'Check before saving' })).toBeVisible();
    await card.getByRole('button', { name: 'Save server' }).click();
    const renamed = page.getByRole('region', { name: 'Our gateway' });
    await expect(renamed.getByText('Saved.')).toBeVisible();
    await renamed.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(renamed.getByText(/^Our gateway answers/)).toBeVisible();
    expect(fake.received.at(-1)?.headers['x-team']).toBe(secret);
  });

  await page.getByRole('button', { name: 'Remove Our gateway' }).click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByRole('region', { name: 'Our gateway' })).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Models and keys' })).toBeFocused();
});

test('models of a server that lists none are named by hand, checked and asked', async ({
  openAt,
}) => {
  const asked: unknown[] = [];
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (request.method !== 'POST') {
      response.writeHead(404).end();
      return;
    }
    asked.push(JSON.parse(body));
    if (!body.includes('"stream":true')) {
      response.setHeader('content-type', 'application/json').end('{"choices":[]}');
      return;
    }
    const delta = { choices: [{ index: 0, delta: { content: 'I was named.' } }] };
    const end = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
    response
      .setHeader('content-type', 'text/event-stream')
      .end([delta, end].map(toSse).join('') + toSse('[DONE]'));
  }
  const server = createServer((request, response) => {
    void serve(request, response); // a failure here is a bug of the test's own
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { page } = await openAt('/#/settings/models');
  const form = await openProvider(page, 'Another server that speaks like OpenAI');
  await form.getByLabel('Name', { exact: true }).fill('Listless');
  await form
    .getByLabel('Base URL')
    .fill(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
  const models = form.getByLabel('Models that it does not list');
  await models.fill('x'.repeat(201));
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(form.getByText(/^At most 50 models/)).toBeVisible();
  await models.fill('first-model, org/second-model');
  await form.getByRole('button', { name: 'Add', exact: true }).click();

  const card = page.getByRole('region', { name: 'Listless' });
  await expect(card.getByLabel('Models that it does not list')).toHaveValue(
    'first-model, org/second-model',
  );
  await card.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(card.getByText(/^Listless answers/)).toBeVisible();
  await card.getByLabel('Models that it does not list').fill('org/second-model, third-model');
  await card.getByRole('button', { name: 'Save server' }).click();
  await expect(card.getByText('Saved.')).toBeVisible();

  const chat = chatPage(page);
  await chat.begin();
  await page.getByRole('combobox', { name: /^Model: / }).click();
  const group = page.getByRole('group', { name: /^Listless/ });
  await expect(group.getByRole('option')).toHaveText([/^org\/second-model/, /^third-model/]);
  await group.getByRole('option', { name: 'third-model' }).click();
  await chat.send('Who are you?');
  await chat.ended('complete');
  await chat.says('I was named.');
  expect(asked.at(-1)).toMatchObject({ model: 'third-model', stream: true });
  server.closeAllConnections();
  server.close();
});

function toSse(event: object | string): string {
  return `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`;
}
