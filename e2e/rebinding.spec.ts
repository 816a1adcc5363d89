import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, test as base } from './support/test.ts';

/** A browser for which `rebind.test` means this machine. */
const test = base.extend<{ foreignPort: number }>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const args = [
        ...(launchOptions.args ?? []),
        '--host-resolver-rules=MAP rebind.test 127.0.0.1',
        // Chromium's own guard is left out, so that it is ours that is tried.
        '--disable-features=LocalNetworkAccessChecks',
      ];
      await use({ ...launchOptions, args });
    },
    { scope: 'worker' },
  ],

  /** Somebody else's server on this machine, with an empty page. */
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from it
  async foreignPort({}, use) {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html').end('<!doctype html>');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // Listening on TCP, so the address is never a string or null.
    await use((server.address() as AddressInfo).port);
    server.closeAllConnections();
    server.close();
  },
});

/** What a script in this page gets for its trouble: a status it can read, or nothing. */
function attack(page: Page, origin: string) {
  return page.evaluate(async (target) => {
    const status = (path: string, init?: RequestInit) =>
      fetch(target + path, { credentials: 'include', ...init }).then(
        (response) => (response.type === 'opaque' ? 'unreadable' : response.status),
        () => 'unreadable',
      );
    const json = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tina-csrf': '1' },
      body: '{"code":"x"}',
    };
    const socket = new Promise((resolve) => {
      const webSocket = new WebSocket(`${target.replace('http', 'ws')}/bridge`);
      webSocket.addEventListener('open', () => resolve('open'));
      webSocket.addEventListener('close', () => resolve('refused'));
    });
    return {
      page: await status('/'),
      health: await status('/healthz'),
      session: await status('/auth/session'),
      exchange: await status('/auth/exchange', json),
      signOut: await status('/auth/sign-out', json),
      blindSignOut: await status('/auth/sign-out', { method: 'POST', mode: 'no-cors', body: '{}' }),
      socket: await socket,
    };
  }, origin);
}

const isSignedIn = (page: Page) =>
  page.evaluate(async () => (await (await fetch('/auth/session')).json()).signedIn as unknown);

test('a page whose name was bound anew to this machine gets nothing from a signed-in browser', async ({
  context,
  start,
  signIn,
}) => {
  const door = await start();
  const mine = await signIn(door);
  expect(await isSignedIn(mine)).toBe(true);

  const origin = `http://rebind.test:${door.port}`;
  const page = await context.newPage();
  // The page as the attacker's own server gave it, before the name meant this machine.
  await page.route(`${origin}/attack`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  );
  await page.goto(`${origin}/attack`);
  expect(await attack(page, origin)).toEqual({
    page: 421,
    health: 421,
    session: 421,
    exchange: 421,
    signOut: 421,
    blindSignOut: 421,
    socket: 'refused',
  });
  for (const path of ['/', '/sign-in'])
    expect((await page.goto(origin + path))?.status()).toBe(421);
  expect(await isSignedIn(mine)).toBe(true);
});

for (const name of ['127.0.0.1', 'localhost']) {
  test(`a page of another port, on ${name}, gets nothing from a signed-in browser`, async ({
    context,
    start,
    signIn,
    foreignPort,
  }) => {
    const door = await start();
    const mine = await signIn(door);
    const page = await context.newPage();
    await page.goto(`http://${name}:${foreignPort}/`);
    expect(await attack(page, door.origin)).toEqual({
      page: 'unreadable',
      health: 'unreadable',
      session: 'unreadable',
      exchange: 'unreadable',
      signOut: 'unreadable',
      blindSignOut: 'unreadable',
      socket: 'refused',
    });
    const framed = page.waitForResponse(`${door.origin}/`);
    await page.setContent(`<iframe src="${door.origin}/"></iframe>`);
    expect((await framed).status()).toBe(403);
    expect(await isSignedIn(mine)).toBe(true);
  });
}

test('scripts of the page see no token', async ({ start, signIn }) => {
  const page = await signIn(await start());
  expect(await page.evaluate(() => document.cookie)).toBe('');
  expect(await page.content()).not.toContain('__Host-');
});

test('the address localhost leads to the one the page has', async ({ page, start }) => {
  const { port, origin } = await start();
  await page.goto(`http://localhost:${port}/`);
  expect(page.url()).toBe(`${origin}/sign-in`);
});

test('a link that was used says so, and leaves no code in the address', async ({
  browser,
  start,
  signIn,
}) => {
  const door = await start();
  await signIn(door);
  const stranger = await browser.newContext();
  const page = await stranger.newPage();
  await page.goto(door.link);
  await expect(page.getByRole('status')).toHaveText('This link was used already or is too old.');
  expect(page.url()).toBe(`${door.origin}/sign-in`);
  // Whoever is at the terminal gets a new one.
  await page.goto((await start()).link);
  await page.waitForURL(`${door.origin}/`);
  await stranger.close();
});
