import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chatPage } from './support/chat-page.ts';
import { openProvider } from './support/open-provider.ts';
import { check, fits, sizes } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';

/** A server of one's own, from its first address to its end. */

test('what is typed is checked before it is saved: address, key, headers and models', async ({
  openAt,
}) => {
  test.slow();
  const asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
  const server = createServer(({ url = '', headers, method }, response) => {
    asked.push({ path: url, headers });
    if (method !== 'POST') response.writeHead(404).end();
    else response.setHeader('content-type', 'application/json').end('{"choices":[]}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/v1`;

  const { page } = await openAt('/#/settings/models');
  const form = await openProvider(page, 'Another server that speaks like OpenAI');
  await test.step('the address of a method is cut to that of the server', async () => {
    await form.getByLabel('Name', { exact: true }).fill('Mine');
    await form.getByLabel('Base URL').fill('mine');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(form.getByText('such as https://example.com/v1.')).toBeVisible();
    await form.getByLabel('Base URL').fill(`${address}/chat/completions`);
    await form.getByLabel('API key').fill('sk of my own server');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(form.getByLabel('API key')).toHaveAccessibleDescription(/^A key has no spaces/);
    await form.getByLabel('API key').fill('sk-of-my-own-server-1234');
    await expect(form.getByLabel('Base URL')).toHaveValue(address);
    await expect(form.getByText('/chat/completions was taken off')).toBeVisible();
    await fits(page, 'a new server');
    await check(page, 'a new server');
    await page.setViewportSize(sizes[0]);
    await form.getByRole('button', { name: 'Add', exact: true }).click();
  });

  const card = page.getByRole('region', { name: 'Mine', exact: true });
  await test.step('its key came with it, and without a list it says what can be done', async () => {
    await expect(card.getByText('ends in ••••1234')).toBeVisible();
    await card.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(card.getByText('name them under “Models that it does not list”')).toBeVisible();
    expect(asked.at(-1)).toMatchObject({
      path: '/v1/models',
      headers: { authorization: 'Bearer sk-of-my-own-server-1234' },
    });
  });

  await test.step('what keeps a header from being sent is said at its field, and nothing is', async () => {
    const before = asked.length;
    await card.getByLabel('Models that it does not list').fill('one');
    await card.getByRole('button', { name: 'Add a header' }).click();
    const name = card.getByLabel('Name of header 1');
    const value = card.getByLabel('Value of header 1');
    await name.fill('X Team');
    await value.fill('äöü');
    for (const button of ['Check before saving', 'Save server']) {
      await value.focus();
      await card.getByRole('button', { name: button }).click();
      await expect(name).toBeFocused();
      await expect(name).toHaveAccessibleDescription(/no spaces/);
      await expect(name).toHaveAttribute('aria-invalid', 'true');
    }
    await fits(page, 'a header that cannot be sent');
    await check(page, 'a header that cannot be sent');
    await page.setViewportSize(sizes[0]);
    await name.fill('X-Team');
    await expect(name).toHaveAttribute('aria-invalid', 'false');
    await card.getByRole('button', { name: 'Check before saving' }).click();
    await expect(value).toBeFocused();
    await expect(value).toHaveAccessibleDescription(/no accents/);
    await value.fill('typed');
    await card.getByRole('button', { name: 'Add a header' }).click();
    await card.getByLabel('Name of header 2').fill('x-team');
    await card.getByLabel('Value of header 2').fill('another');
    await card.getByRole('button', { name: 'Save server' }).click();
    await expect(card.getByLabel('Name of header 2')).toHaveAccessibleDescription(
      'This header is there twice.',
    );
    await card.getByRole('button', { name: 'Remove header 2' }).click();
    expect(asked.length).toBe(before);
  });

  await test.step('models and headers count before they are saved', async () => {
    await card.getByRole('button', { name: 'Check before saving' }).click();
    await expect(card.getByText(/^Mine answers.* It is not saved yet\./)).toBeVisible();
    expect(asked.at(-1)).toMatchObject({
      path: '/v1/chat/completions',
      headers: { 'x-team': 'typed' },
    });
    await card.getByRole('button', { name: 'Save server' }).click();
    await expect(card.getByText('Saved.')).toBeVisible();
    await expect(card.getByRole('button', { name: 'Check', exact: true })).toBeVisible();
  });

  await test.step('a header is kept for its address, and asked for again at another', async () => {
    const header = card.getByLabel('Value of header 1');
    await expect(header).toHaveAttribute('placeholder', 'kept as it is');
    await card.getByLabel('Base URL').fill(`http://localhost:${port}/v1`);
    await expect(header).toHaveAttribute('placeholder', 'enter it again');
    await expect(card.getByText(`They were meant for http://127.0.0.1:${port}`)).toBeVisible();
    await card.getByRole('button', { name: 'Save server' }).click();
    await expect(header).toBeFocused();
    await expect(card.getByText('A header needs a value.')).toBeVisible();
    await card.getByRole('button', { name: 'Remove header 1' }).click();
    await expect(card.getByText('They were meant for')).toBeHidden();
    await card.getByLabel('Base URL').fill(address);
    await expect(card.getByRole('button', { name: 'Check before saving' })).toBeVisible();
  });

  await test.step('its models read as named by hand', async () => {
    await page.getByRole('link', { name: 'Status', exact: true }).click();
    const status = page.getByRole('region', { name: 'Mine', exact: true });
    await expect(status.getByText('1 model, named in the settings')).toBeVisible();
  });
  server.closeAllConnections();
  server.close();
});

test('a server that was removed keeps its name, and nobody is sent to it unawares', async ({
  openAt,
  dataDir,
}) => {
  test.slow();
  const server = createServer((request, response) => {
    if (request.method !== 'POST') {
      response.setHeader('content-type', 'application/json').end('{"data":[{"id":"llama"}]}');
      return;
    }
    const delta = { choices: [{ index: 0, delta: { content: 'Here.' } }] };
    const end = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
    request.resume();
    response
      .setHeader('content-type', 'text/event-stream')
      .end([delta, end].map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const id = 'custom-0123abcd';
  const mine = { id, name: 'Mine', baseUrl: `http://127.0.0.1:${port}/v1`, headers: [] };
  const demo = { provider: 'demo', model: 'demo' };
  const llama = { provider: id, model: 'llama' };
  await writeFile(
    join(dataDir, 'settings.json'),
    JSON.stringify({
      welcomed: true,
      customProviders: [mine],
      defaultModel: demo,
      fallbacks: { 'demo/demo': [llama], [`${id}/llama`]: [demo] },
    }),
  );
  const { page } = await openAt('/');
  const chat = chatPage(page);
  const model = page.getByRole('combobox', { name: /^Model: / });
  await expect(chat.composer).toBeVisible();
  await model.click();
  await page.getByRole('group', { name: /^Mine/ }).getByRole('option', { name: 'llama' }).click();
  await chat.send('Are you there?');
  await chat.ended('complete');
  const conversation = page.url();

  await test.step('removing it takes it off everywhere', async () => {
    await page.goto(conversation.replace(/#.*/, '#/settings/requests'));
    const substitutes = page.getByRole('region', { name: /cannot answer, ask:$/ });
    await expect(substitutes).toHaveCount(2);
    await page.goto(conversation.replace(/#.*/, '#/settings/models'));
    await page.getByRole('button', { name: 'Remove Mine' }).click();
    await expect(page.getByText('its models are no longer favourites')).toBeVisible();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await expect(page.getByRole('region', { name: 'Mine', exact: true })).toBeHidden();
    await page.goto(conversation.replace(/#.*/, '#/settings/requests'));
    await expect(page.getByRole('combobox', { name: 'Add substitutes for a model' })).toBeVisible();
    await expect(substitutes).toHaveCount(0);
  });

  await test.step('its name stays with what it cost', async () => {
    await page.goto(conversation.replace(/#.*/, '#/usage'));
    await expect(
      page
        .getByRole('table', { name: 'By model' })
        .getByRole('row', { name: /llama.*Mine, removed/ }),
    ).toBeVisible();
    await expect(page.getByText(id)).toHaveCount(0);
  });

  await test.step('its conversation says so before something is sent, and after', async () => {
    await page.goto(conversation);
    await expect(page.getByText('Mine was removed from the settings')).toBeVisible();
    await expect(model).toHaveAccessibleName('Model: llama (removed)');
    await check(page, 'a model that is gone');
    await chat.send('And now?');
    await chat.ended('failed');
    await expect(page.getByText('Mine was removed from the settings')).toHaveCount(2);
    await expect(page.getByText(id)).toHaveCount(0);
    await page
      .getByRole('article', { name: /^Tina/ })
      .last()
      .getByRole('button', { name: 'More' })
      .click();
    await page.getByRole('menuitem', { name: 'Details' }).click();
    await expect(page.getByRole('dialog').getByText('Mine/llama').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await model.click();
    await page.getByRole('option', { name: /^Demo/ }).first().click();
    await expect(page.getByText('choose another model before you send')).toBeHidden();
  });
  server.closeAllConnections();
  server.close();
});
