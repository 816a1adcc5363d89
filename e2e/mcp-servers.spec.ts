import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { chatPage } from './support/chat-page.ts';
import { check, fits } from './support/page-checks.ts';
import { expect, test } from './support/test.ts';

/** A correct server of the older era as long as no flag is given. */
const program = join(
  import.meta.dirname,
  '../src/main/tools/mcp/stdio/__fixtures__/hostile-server.mjs',
);

const wide = { width: 1280, height: 900 };

async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel('Command, configuration or definition').fill(text);
  await page.getByRole('button', { name: 'Read servers' }).click();
}

test('a server from its paste to its end: read, allowed, used, looked into, removed', async ({
  openAt,
}) => {
  test.slow();
  const { page, door } = await openAt('/#/servers');
  const dialog = page.getByRole('dialog', { name: 'Allow Echo to run?' });
  /** It is shown before it is. */
  const saved = () => expect(page.getByRole('log').getByText('Saved.').first()).toBeAttached();
  const state = page.locator('main').getByText('Ready', { exact: true });

  await test.step('nothing yet: it says what servers are and how to begin', async () => {
    await expect(page.getByRole('heading', { name: 'No servers yet' })).toBeVisible();
    await check(page, 'no servers');
    await fits(page, 'no servers');
    await page.setViewportSize(wide);
    await page.getByRole('link', { name: /^Paste or import/ }).click();
    await expect(page).toHaveURL(/#\/servers\/paste$/);
  });

  await test.step('pasted: it arrives off, its secret apart', async () => {
    await page.getByRole('button', { name: 'Read servers' }).click();
    await expect(page.getByText('Paste something or choose a file first.')).toBeVisible();
    await expect(page.getByLabel('Command, configuration or definition')).toBeFocused();
    await paste(
      page,
      JSON.stringify({
        mcpServers: {
          Echo: {
            command: process.execPath,
            args: [program, '--plain\u202e'],
            env: { LEVEL: 'debug', API_TOKEN: 'canary-0123456789abcdef' },
          },
        },
      }),
    );
    await expect(
      page.getByRole('heading', { name: '1 server was added. It is off.' }),
    ).toBeFocused();
    await expect(
      page.getByText('Variable API_TOKEN: its value is now kept where keys are kept.'),
    ).toBeVisible();
    await check(page, 'what was read');
    await fits(page, 'what was read');
    await page.setViewportSize(wide);
    await page.getByRole('link', { name: 'Look at Echo' }).click();
  });

  const on = page.getByRole('switch', { name: 'Echo is on' });

  await test.step('nothing runs before the whole command was read', async () => {
    await expect(on).not.toBeChecked();
    await on.focus();
    await page.keyboard.press('Space');
    await expect(dialog).toBeVisible();
    await expect(dialog).toContainText(process.execPath);
    await expect(dialog).toContainText(program);
    await expect(dialog).toContainText('U+202E');
    await expect(dialog).toContainText('secret “env.API_TOKEN”, kept with your keys');
    await expect(dialog).not.toContainText('canary');
    await check(page, 'the consent');
    await fits(page, 'the consent');
    await page.setViewportSize(wide);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(on).toBeFocused();
    await expect(on).not.toBeChecked();
  });

  await test.step('allowed, it is ready with its tools', async () => {
    await page.keyboard.press('Space');
    await dialog.getByRole('button', { name: 'Allow and start' }).click();
    await expect(state).toBeVisible();
    await expect(on).toBeChecked();
    await expect(page.getByRole('log').getByText('Echo: Ready')).toBeAttached();
    await expect(page.getByRole('radiogroup', { name: 'echo' })).toBeVisible();
    await check(page, 'a server');
    await fits(page, 'a server');
    await page.setViewportSize(wide);
  });

  await test.step('the rule of a tool', async () => {
    const rules = page.getByRole('radiogroup', { name: 'echo' });
    await rules.getByRole('radio', { name: 'Never' }).check();
    await saved();
    await page.reload();
    await expect(rules.getByRole('radio', { name: 'Never' })).toBeChecked();
    await expect(on).toBeChecked();
  });

  await test.step('its log', async () => {
    await page.getByRole('button', { name: 'Show the log' }).click();
    const log = page.getByRole('region', { name: 'Lines of the log' });
    await expect(log).toContainText('tools/list');
    await page.getByRole('checkbox', { name: 'Protocol' }).uncheck();
    await expect(log).not.toContainText('tools/list');
    await page.getByRole('checkbox', { name: 'Protocol' }).check();
    await check(page, 'the log');
    await fits(page, 'the log');
    await page.setViewportSize(wide);
  });

  await test.step('believed or not', async () => {
    const trust = page.getByRole('switch', { name: 'Believe what its tools say of themselves' });
    await trust.check();
    await expect(trust).toBeChecked();
    await saved();
    await page.reload();
    await expect(trust).toBeChecked();
  });

  await test.step('stopped and started; changed, it asks again', async () => {
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(page.getByText('On, not running', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(state).toBeVisible();
    await page.getByRole('button', { name: 'Add a variable' }).click();
    await page.getByLabel('Name of variable 3').fill('MORE');
    await page.getByRole('textbox', { name: 'Value of variable 3' }).fill('${home}/more');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(
      page.getByText('Needs your consent').or(page.getByText('On, not running', { exact: true })),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(dialog).toContainText('Variable MORE');
    await expect(dialog).toContainText('your home folder');
    await dialog.getByRole('button', { name: 'Allow and start' }).click();
    await expect(state).toBeVisible();
  });

  await test.step('in the list, and taken along as a file', async () => {
    await page.getByRole('link', { name: 'All servers' }).click();
    const card = page.getByRole('region', { name: 'Echo' });
    await expect(card).toContainText('Ready');
    await expect(card).toContainText('6 tools');
    await check(page, 'the list of servers');
    await fits(page, 'the list of servers');
    await page.setViewportSize(wide);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'As a file for Claude Desktop' }).click();
    expect((await download).suggestedFilename()).toMatch(
      /^Tina servers for Claude Desktop .*\.json$/,
    );
    await card.getByRole('link', { name: 'Details of Echo' }).click();
  });

  await test.step('removed after a second question', async () => {
    await page.getByRole('button', { name: 'Remove this server' }).click();
    await check(page, 'the question before it is removed');
    await page.getByRole('button', { name: 'Remove it' }).click();
    await expect(page.getByRole('heading', { name: 'No servers yet' })).toBeVisible();
    await expect(page).toHaveURL(`${door.origin}/#/servers`);
  });
});

test('a server that cannot start says why, and what to do', async ({ openAt }) => {
  test.slow();
  const { page } = await openAt('/#/servers/form');

  await test.step('a form with a fault leads to it', async () => {
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
    await expect(page.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(
      'It needs a name.',
    );
    await page.getByLabel('Name', { exact: true }).fill('Absent');
    await page.getByLabel('Command', { exact: true }).fill('no-such-command-of-ours');
    await page.getByRole('button', { name: 'Add a variable' }).click();
    await page.getByLabel('Name of variable 1').fill('TOKEN');
    await page.getByRole('checkbox', { name: 'Keep the value of variable 1 as a secret' }).check();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByText('A secret needs a value.')).toBeVisible();
    await check(page, 'the form');
    await fits(page, 'the form');
    await page.setViewportSize(wide);
    await page.getByRole('textbox', { name: 'Value of variable 1' }).fill('canary');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page).toHaveURL(/#\/servers\/server-[0-9a-f]{8}$/);
    await expect(page.getByRole('textbox', { name: 'Value of variable 1' })).toHaveAttribute(
      'placeholder',
      'kept as it is',
    );
  });

  await test.step('the cause, the PATH that was searched, and one thing to do', async () => {
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('button', { name: 'Allow and start' }).click();
    await expect(
      page.getByText('The command “no-such-command-of-ours” was not found.'),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Folders that were searched (PATH)' }).click();
    await expect(page.getByText('/usr/bin').first()).toBeVisible();
    await check(page, 'a server that cannot start');
    await fits(page, 'a server that cannot start');
    await page.setViewportSize(wide);
    await page.getByRole('button', { name: 'Change how it is started' }).click();
    await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  });

  await test.step('one that ends at once shows its last lines', async () => {
    await page.getByLabel('Command', { exact: true }).fill(process.execPath);
    await page.getByLabel('Arguments').fill(`${program}\n--exit-early`);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Absent is saved.')).toBeVisible();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('button', { name: 'Allow and start' }).click();
    await expect(page.getByText('It ended before it answered (code 3).')).toBeVisible();
    await page.getByRole('button', { name: 'Its last lines' }).click();
    await expect(page.getByText('no such database')).toBeVisible();
    await expect(page.getByText(/Tries again/).first()).toBeVisible();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(page.getByText('On, not running', { exact: true })).toBeVisible();
  });
});

test('suggested servers say what they may do', async ({ openAt }) => {
  const { page } = await openAt('/#/servers/suggested');
  const filesystem = page.getByRole('region', { name: 'Filesystem' });
  await expect(filesystem).toContainText('reads files and writes files');
  await expect(filesystem).toContainText('npm: @modelcontextprotocol/server-filesystem');
  await expect(page.getByRole('region', { name: 'GitHub' })).toContainText(
    'reads an account of yours',
  );
  await check(page, 'suggested servers');
  await fits(page, 'suggested servers');
  await page.setViewportSize(wide);
  await filesystem.getByRole('button', { name: 'Add Filesystem' }).click();
  await filesystem.getByLabel('Folder').fill('/tmp');
  await filesystem.getByRole('button', { name: 'Add Filesystem' }).click();
  await expect(page).toHaveURL(/#\/servers\/server-[0-9a-f]{8}$/);
  await expect(page.getByLabel('Folder', { exact: true })).toHaveValue('/tmp');
  await expect(page.getByRole('switch', { name: 'Filesystem is on' })).not.toBeChecked();
});

test('a call is seen while it runs, and a tool that changes waits for a person', async ({
  openAt,
  signIn,
  start,
  context,
}) => {
  test.slow();
  const { page } = await openAt('/#/servers/paste');
  await paste(page, `"${process.execPath}" "${program}"`);
  await page.getByRole('link', { name: /^Look at / }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Allow and start' }).click();
  for (const tool of ['slow', 'release', 'change', 'echo']) {
    const rules = page.getByRole('radiogroup', { name: tool, exact: true });
    // Not `check`: the list that tells of the one before may come in between.
    await rules.getByRole('radio', { name: 'Always' }).click();
    await expect(rules.getByRole('radio', { name: 'Always' })).toBeChecked();
  }

  const other = await signIn(await start(), context);
  const chat = chatPage(other);
  const running = page.getByRole('region', { name: 'Running now' });

  await test.step('how far it is, and where it was asked for', async () => {
    await chat.send('Use slow');
    await expect(running).toContainText('slow');
    await expect(running).toContainText('1 of 2 · step 1');
    await expect(running.getByRole('link', { name: 'Go to its conversation' })).toBeVisible();
    await check(page, 'a call that runs');
    await fits(page, 'a call that runs');
    await page.setViewportSize(wide);
    const third = await signIn(await start(), context);
    await chatPage(third).send('Use release');
    await chatPage(third).ended('complete');
    await chat.ended('complete');
    await expect(running).toBeHidden();
    await third.close();
  });

  await test.step('what it says now beside what it said, and one click to accept', async () => {
    await chat.begin();
    await chat.send('Use change');
    await chat.ended('complete');
    const accept = page.getByRole('button', { name: 'Accept echo' });
    await expect(accept).toBeVisible();
    await expect(page.locator('ins')).toContainText('sends your files');
    await check(page, 'a tool that changed');
    await fits(page, 'a tool that changed');
    await page.setViewportSize(wide);
    await page.getByRole('link', { name: 'All servers' }).click();
    await expect(page.getByText('1 tool waits for you.')).toBeVisible();
    await page.goBack();
    await accept.press('Enter');
    await expect(accept).toBeHidden();
    await expect(page.getByRole('heading', { name: 'Tools' })).toBeFocused();
    await expect(page.getByRole('radiogroup', { name: 'echo', exact: true })).toBeVisible();
  });
});

test('to the end of a long log, while it still scrolls up', async ({ openAt }) => {
  const { page } = await openAt('/#/servers/paste');
  await paste(page, `"${process.execPath}" "${program}" --stderr-mb=1`);
  await page.getByRole('link', { name: /^Look at / }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Allow and start' }).click();
  await page.getByRole('button', { name: 'Show the log' }).click();
  const log = page.getByRole('region', { name: 'Lines of the log' });
  await expect(log).toContainText('flooded');
  const toEnd = page.getByRole('button', { name: 'To the end' });
  for (let time = 0; time < 6; time++) {
    await log.press('Home');
    await toEnd.press('Enter');
    // What is left of the way up would come within a few frames.
    await page.evaluate(async () => {
      for (let frame = 0; frame < 20; frame++)
        await new Promise((resolve) => requestAnimationFrame(resolve));
    });
    await expect(toEnd).toBeHidden();
  }
});
