import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chatPage } from './support/chat-page.ts';
import { findInFolder } from './support/find-in-folder.ts';
import { check, fits } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';
import { writeBundle } from './support/write-bundle.ts';

const program = join(
  import.meta.dirname,
  '../src/main/tools/mcp/lifecycle/__fixtures__/small-server.mjs',
);

const wide = { width: 1280, height: 900 };
const canary = 'canary-0123456789abcdef';

function manifest(more: object = {}): string {
  return JSON.stringify({
    manifest_version: '0.3',
    name: 'small',
    display_name: 'Small',
    version: '1.2.3',
    description: 'Says what it is told.\u202E',
    author: { name: 'Ada Example' },
    homepage: 'https://example.com/small',
    server: {
      type: 'node',
      entry_point: 'server/index.mjs',
      mcp_config: {
        command: 'node',
        args: ['${__dirname}/server/index.mjs', 'journal', '${user_config.folders}'],
        env: { API_KEY: '${user_config.key}', NODE_OPTIONS: '--inspect' },
      },
    },
    compatibility: { runtimes: { node: '>=18' } },
    user_config: {
      key: {
        type: 'string',
        title: 'Key',
        description: 'From its makers.',
        sensitive: true,
        required: true,
      },
      folders: {
        type: 'directory',
        title: 'Folders',
        description: '',
        multiple: true,
        required: true,
      },
      times: { type: 'number', title: 'Times', description: '', min: 1, max: 3, default: 2 },
    },
    ...more,
  });
}

test('a bundle from its file to its end: looked at, filled in, allowed, used, removed', async ({
  openAt,
  dataDir,
}) => {
  test.slow();
  const { page } = await openAt('/#/servers/bundle');
  const choose = page.locator('input[type=file]');
  const bundles = () => readdir(join(dataDir, 'mcp-bundles'));
  const file = (buffer: Buffer, name = 'small.mcpb') => ({
    name,
    mimeType: 'application/octet-stream',
    buffer,
  });
  const dialog = page.getByRole('dialog', { name: 'Allow Small to run?' });

  await test.step('what is no bundle, and what would leave its folder, is refused', async () => {
    await check(page, 'how a bundle is chosen');
    await fits(page, 'how a bundle is chosen');
    await page.setViewportSize(wide);
    await choose.setInputFiles(file(Buffer.from('a document')));
    await expect(page.getByRole('alert')).toContainText('This file is damaged or is no bundle.');
    await choose.setInputFiles(file(writeBundle({ '../evil\u202E': 'x' })));
    await expect(page.getByRole('alert')).toContainText(
      'This bundle was refused: “../evil‹U+202E›” would lie outside of its folder. Do not use it.',
    );
    await expect.poll(bundles).toEqual([]);
  });

  await test.step('what it is, before anything of it is on the disk', async () => {
    const filling = Buffer.alloc(1_300_000, 'many messages long ');
    await choose.setInputFiles(
      file(
        writeBundle({
          'manifest.json': manifest(),
          'server/index.mjs': await readFile(program),
          'server/data': filling,
        }),
      ),
    );
    const look = page.getByRole('region', { name: 'Small' });
    await expect(look.getByRole('heading', { name: 'Small' })).toBeFocused();
    await expect(look).toContainText('Version 1.2.3, by Ada Example');
    await expect(look).toContainText('U+202E');
    await expect(look).toContainText('It says it needs node >=18.');
    await expect(look).toContainText('3 files, 1.3 MB unpacked.');
    await expect(look).toContainText('The variable NODE_OPTIONS was left out');
    expect((await bundles()).map((name) => name.slice(0, 7))).toEqual(['upload-']);
    await check(page, 'a bundle');
    await fits(page, 'a bundle');
    await page.setViewportSize(wide);
  });

  await test.step('its form, by keyboard', async () => {
    await page.getByLabel('Key', { exact: true }).focus();
    await expect(page.getByLabel('Key', { exact: true })).toHaveAttribute('type', 'password');
    await page.keyboard.type(canary);
    await page.keyboard.press('Tab');
    await expect(page.getByLabel('Folders', { exact: true })).toBeFocused();
    await page.keyboard.type('/tmp\n/usr/share');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('4');
    await page.keyboard.press('Enter');
    const times = page.getByLabel('Times (may be left empty)');
    await expect(times).toBeFocused();
    await expect(times).toHaveAccessibleDescription(/one that is allowed here.*From 1 to 3/s);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/servers\/server-[0-9a-f]{8}$/);
    await expect(page.getByRole('log').getByText('Small was added. It is off.')).toBeAttached();
  });

  const folder = join(dataDir, 'mcp-bundles', page.url().split('/').at(-1) ?? '');

  await test.step('nothing runs before the whole command was read', async () => {
    expect(await bundles()).toEqual([page.url().split('/').at(-1)]);
    const on = page.getByRole('switch', { name: 'Small is on' });
    await expect(on).not.toBeChecked();
    await on.press('Space');
    await expect(dialog).toContainText(join(folder, 'server/index.mjs'));
    for (const text of ['/tmp', '/usr/share', 'Argument 4'])
      await expect(dialog).toContainText(text);
    await expect(dialog).not.toContainText(canary);
    await check(page, 'the consent');
    await dialog.getByRole('button', { name: 'Allow and start' }).click();
    await expect(page.locator('main').getByText('Ready', { exact: true })).toBeVisible();
    expect(await readFile(join(folder, 'journal'), 'utf8')).toMatch(/^started/);
    await check(page, 'a server that came as a bundle');
    await fits(page, 'a server that came as a bundle');
    await page.setViewportSize(wide);
  });

  await test.step('its tool is called', async () => {
    const server = page.url();
    await page.goto(`${new URL(server).origin}/#/`);
    const chat = chatPage(page);
    await chat.send('Use echo with {"text":"hi"}');
    await page.getByRole('button', { name: 'Allow once' }).click();
    await chat.ended('complete');
    await expect(chat.answer).toContainText('hi');
    await page.goto(server);
  });

  await test.step('its key is where keys are, and nothing is left of it in the end', async () => {
    const held = await findInFolder(dataDir, canary);
    expect(held.filter((path) => !/secrets/.test(path))).toEqual([]);
    await page.getByRole('button', { name: 'Remove this server' }).click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await expect(page.getByRole('heading', { name: 'No servers yet' })).toBeVisible();
    await expect.poll(bundles).toEqual([]);
  });

  await test.step('dropped, it is read as well; left, it is gone', async () => {
    await page.getByRole('link', { name: /^From an .mcpb file/ }).click();
    const data = await page.evaluateHandle(
      ([text]) => {
        const transfer = new DataTransfer();
        const bytes = Uint8Array.from(atob(text ?? ''), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], 'dropped.mcpb'));
        return transfer;
      },
      [
        writeBundle({
          'manifest.json': manifest({
            user_config: {},
            server: { type: 'node', entry_point: 'a.js' },
          }),
          'a.js': '',
        }).toString('base64'),
      ],
    );
    await page.getByText('Or drop it here.').dispatchEvent('drop', { dataTransfer: data });
    await expect(page.getByRole('heading', { name: 'Small' })).toBeFocused();
    await page.getByRole('link', { name: 'All servers' }).click();
    await expect.poll(bundles).toEqual([]);
  });
});
