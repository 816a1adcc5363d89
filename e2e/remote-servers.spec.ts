import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chatPage } from './support/chat-page.ts';
import { check, fits } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';

const token = 'canary-0123456789abcdef';

/** An MCP server of the older era at an address, with the tool `echo`, for whoever has the token. */
async function serve(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) return response.writeHead(401).end();
    if (request.method !== 'POST') return response.writeHead(405).end();
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    return request.on('end', () => {
      const message = JSON.parse(body) as { id?: number; method: string; params?: object };
      if (message.id === undefined) return response.writeHead(202).end();
      response.writeHead(200, { 'content-type': 'application/json' });
      const result = resultOf(message);
      return response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, result }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function resultOf({ method, params }: { method: string; params?: object }): object {
  switch (method) {
    case 'initialize':
      return {
        protocolVersion: '2025-11-25',
        capabilities: { tools: {} },
        serverInfo: { name: 'remote', version: '1' },
      };
    case 'tools/list':
      return { tools: [{ name: 'echo', inputSchema: { type: 'object' } }] };
    case 'tools/call':
      return { content: [{ type: 'text', text: `From afar: ${JSON.stringify(params)}` }] };
    default:
      return {};
  }
}

test('a server at an address: described, read, refused, given a token, used', async ({
  openAt,
}) => {
  test.slow();
  const server = await serve();
  try {
    const { page, door } = await openAt('/#/servers/form');
    await page.getByRole('radio', { name: 'At an address' }).check();
    await page.getByLabel('Name', { exact: true }).fill('Remote');
    await page.getByRole('textbox', { name: 'Address' }).fill(server.url);
    await check(page, 'the form for an address');
    await fits(page, 'the form for an address');
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole('button', { name: 'Add', exact: true }).click();

    const dialog = page.getByRole('dialog', { name: 'Allow Remote to run?' });
    await page.getByRole('switch', { name: 'Remote is on' }).click();
    await expect(dialog).toContainText(server.url);
    await expect(dialog).toContainText('Whoever answers there gets what a model sends');
    await check(page, 'the consent to an address');
    await dialog.getByRole('button', { name: 'Allow and start' }).click();
    await expect(page.getByText('Needs a sign-in', { exact: true })).toBeVisible();
    await expect(page.getByText(/If it gives out a token, put that into a header/)).toBeVisible();
    await check(page, 'a server that wants a sign-in');

    await page.getByRole('button', { name: 'Add a header' }).click();
    await page.getByLabel('Name of header 1').fill('Authorization');
    await page.getByRole('checkbox', { name: 'Keep the value of header 1 as a secret' }).check();
    await page.getByRole('textbox', { name: 'Value of header 1' }).fill(`Bearer ${token}`);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Remote is saved.')).toBeVisible();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(dialog).toContainText('secret “header.authorization”');
    await dialog.getByRole('button', { name: 'Allow and start' }).click();
    await expect(page.locator('main').getByText('Ready', { exact: true })).toBeVisible();
    const rules = page.getByRole('radiogroup', { name: 'echo' });
    await rules.getByRole('radio', { name: 'Always' }).check();
    await page.getByRole('button', { name: 'Show the log' }).click();
    await expect(page.getByRole('region', { name: 'Lines of the log' })).not.toContainText(token);

    await page.goto(`${door.origin}/#/`);
    const chat = chatPage(page);
    await chat.send('Use remote__echo with {"text":"hi"}');
    await page.getByRole('button', { name: /echo/ }).first().click();
    await expect(page.getByText(/From afar/).first()).toBeVisible();
  } finally {
    await server.close();
  }
});
