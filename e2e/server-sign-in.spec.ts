import type { Page } from '@playwright/test';
import { chatPage } from './support/chat-page.ts';
import { findInFolder } from './support/find-in-folder.ts';
import { check, fits } from './support/page-checks.ts';
import { serveSignIn } from './support/sign-in-servers.ts';
import { expect, test } from './support/test.ts';

const wide = { width: 1280, height: 900 };

async function addServer(page: Page, url: string): Promise<void> {
  await page.getByRole('radio', { name: 'At an address' }).check();
  await page.getByLabel('Name', { exact: true }).fill('Remote');
  await page.getByRole('textbox', { name: 'Address' }).fill(url);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('switch', { name: 'Remote is on' }).click();
  await page
    .getByRole('dialog', { name: 'Allow Remote to run?' })
    .getByRole('button', { name: 'Allow and start' })
    .click();
  await expect(page.getByText('Needs a sign-in', { exact: true })).toBeVisible();
}

test('signing in to a server: what is asked is read first, then used, widened, renewed and taken back', async ({
  openAt,
  dataDir,
}) => {
  test.slow();
  const { authority, server } = await serveSignIn();
  server.scopes = 'read';
  authority.lifetime = 600;
  try {
    const { page, door } = await openAt('/#/servers/form');
    const secrets: string[] = [];
    const remember = () =>
      void secrets.push(...authority.tokens.keys(), ...authority.refreshTokens.keys());
    const frames: string[] = [];
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => frames.push(String(payload))),
    );
    // Its connection is one that is listened to.
    await page.reload();
    const host = new URL(authority.issuer).host;
    const dialog = page.getByRole('dialog', { name: 'Sign in to Remote' });
    const ready = page.locator('main').getByText('Ready', { exact: true });
    const asked = (path: string) => authority.asked.filter((one) => one.path === path).length;
    await addServer(page, server.url);

    await test.step('what would be opened is shown, and nothing is opened by itself', async () => {
      await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
      await expect(dialog).toContainText(host);
      await expect(dialog.getByRole('listitem')).toHaveText(['read']);
      await expect(dialog).toContainText('code_challenge_method=S256');
      await check(page, 'what is asked for');
      await fits(page, 'what is asked for');
      await page.setViewportSize(wide);
      expect(asked('/authorize')).toBe(0);
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(page.getByRole('log').getByText('Not signed in to Remote.')).toBeAttached();
    });

    await test.step('by keyboard: opened, come back, connected', async () => {
      const button = page.getByRole('button', { name: 'Sign in', exact: true }).first();
      await button.focus();
      await page.keyboard.press('Enter');
      const link = dialog.getByRole('link', { name: `Open ${host}` });
      await link.focus();
      const opening = page.waitForEvent('popup');
      await page.keyboard.press('Enter');
      const popup = await opening;
      await expect(popup.getByText('You can close this page and go back to Tina.')).toBeVisible();
      expect(await popup.evaluate(() => window.opener)).toBeNull();
      await popup.close();
      await expect(dialog).toBeHidden();
      await expect(ready).toBeVisible();
      await expect(page.getByText(`Signed in at ${host}.`)).toBeVisible();
      await expect(
        page.getByRole('log').getByText('Signed in to Remote.', { exact: true }),
      ).toBeAttached();
      await check(page, 'signed in');
      await fits(page, 'signed in');
      await page.setViewportSize(wide);
      remember();
    });

    for (const tool of ['echo', 'write'])
      await page
        .getByRole('radiogroup', { name: tool })
        .getByRole('radio', { name: 'Always' })
        .check();
    await page.goto(`${door.origin}/#/`);
    const chat = chatPage(page);

    await test.step('a tool is called, with a token that was renewed', async () => {
      authority.tokens.clear();
      await chat.send('Use remote__echo with {"text":"hi"}');
      await page.getByRole('button', { name: /echo/ }).first().click();
      await expect(page.getByText(/From afar/).first()).toBeVisible();
      expect(authority.asked.at(-1)?.body).toContain('grant_type=refresh_token');
      remember();
    });

    await test.step('a tool that takes more is asked for in the chat, the new apart', async () => {
      await chat.send('Use remote__write with {"text":"hi"}');
      await page.getByRole('button', { name: 'Sign in to Remote' }).click();
      await expect(dialog.getByRole('listitem')).toHaveText(['read', /^write\s*new$/]);
      await check(page, 'more is asked for');
      await fits(page, 'more is asked for');
      await page.setViewportSize(wide);
      const opening = page.waitForEvent('popup');
      await dialog.getByRole('link', { name: `Open ${host}` }).click();
      await (await opening).close();
      await expect(dialog).toBeHidden();
      await chat.send('Use remote__write with {"text":"again"}');
      await page.getByRole('button', { name: /write/ }).last().click();
      await expect(page.getByText(/From afar.*again/).first()).toBeVisible();
      remember();
    });

    await test.step('signing out: told, forgotten, and nothing of it was ever shown or written', async () => {
      await page.goto(`${door.origin}/#/servers`);
      await page.getByRole('link', { name: 'Details of Remote' }).click();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByText('Signed out, here and there.')).toBeVisible();
      await expect(page.getByText('Needs a sign-in', { exact: true })).toBeVisible();
      expect(asked('/revoke')).toBe(2);
      expect(new Set(secrets).size).toBeGreaterThanOrEqual(6);
      expect(frames.length).toBeGreaterThan(10);
      const shown = frames.join('\n') + (await page.content());
      for (const secret of secrets) {
        expect(shown).not.toContain(secret);
        expect(await findInFolder(dataDir, secret)).toEqual([]);
      }
    });
  } finally {
    await authority.close();
    await server.close();
  }
});

test('a sign-in that cannot be: said in words of the page, and an id can be entered', async ({
  openAt,
}) => {
  test.slow();
  const { authority, server } = await serveSignIn();
  authority.metadata = { registration_endpoint: undefined };
  authority.redirect = { iss: 'https://evil.example', error_description: 'evil words' };
  try {
    const { page } = await openAt('/#/servers/form');
    await addServer(page, server.url);
    const dialog = page.getByRole('dialog', { name: 'Sign in to Remote' });
    await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
    await expect(dialog).toContainText('signs people in only for programs it knows');
    await check(page, 'an id is asked for');
    await fits(page, 'an id is asked for');
    await page.setViewportSize(wide);
    await dialog.getByRole('button', { name: 'Save and go on' }).click();
    await expect(dialog.getByText('It needs a client ID.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Client ID' }).fill('mine');
    await dialog.getByRole('button', { name: 'Save and go on' }).click();

    const opening = page.waitForEvent('popup');
    await dialog.getByRole('link', { name: /^Open / }).click();
    const popup = await opening;
    await expect(popup.getByText('You can close this page')).toBeVisible();
    expect(await popup.content()).not.toContain('evil words');
    await popup.close();
    await expect(dialog).toContainText('did not come from');
    await check(page, 'an answer from somebody else');

    authority.redirect = {};
    await dialog.getByRole('button', { name: 'Try again' }).click();
    const again = page.waitForEvent('popup');
    await dialog.getByRole('link', { name: /^Open / }).click();
    await (await again).close();
    await expect(dialog).toBeHidden();
    await expect(page.locator('main').getByText('Ready', { exact: true })).toBeVisible();
    await page.getByText('Sign-in', { exact: true }).last().click();
    await expect(page.getByRole('textbox', { name: 'Client ID' })).toHaveValue('mine');
    await check(page, 'the fields of a sign-in');
    await fits(page, 'the fields of a sign-in');
  } finally {
    await authority.close();
    await server.close();
  }
});
