import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createFakeClock } from '../../shared/clock.ts';
import {
  codeOf,
  exchange,
  sendRaw,
  startTestHost,
  silentLog,
  tokenOf,
  type TestHost,
} from './__fixtures__/start-test-host.ts';
import { askRunningInstance } from '../door/ask-running-instance.ts';
import { readInstance } from '../door/instance-file.ts';
import { startWebHost } from './start-web-host.ts';

const hosts: TestHost[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0).toReversed()) await host.close();
});

async function start(options: Parameters<typeof startTestHost>[0] = {}): Promise<TestHost> {
  const host = await startTestHost(options);
  hosts.push(host);
  return host;
}

const isSignedIn = async (origin: string, cookie: string) =>
  (await fetch(`${origin}/auth/session`, { headers: { cookie } })).json();

const signOut = (origin: string, cookie: string) =>
  fetch(`${origin}/auth/sign-out`, {
    method: 'POST',
    headers: { origin, cookie, 'content-type': 'application/json', 'x-tina-csrf': '1' },
  });

test('the link signs one browser in, with a cookie that is as closed as a cookie can be', async () => {
  const { web, origin } = await start();
  const code = codeOf(web.signInLink());
  const response = await exchange(origin, code);
  expect(response.status).toBe(204);
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(
      new RegExp(
        `^__Host-tina-${web.port}=[\\w-]{43}; Path=/; Max-Age=2592000; Secure; HttpOnly; SameSite=Strict$`,
      ),
    ),
  ]);
  expect((await exchange(origin, code)).status).toBe(403);
});

test('a link can be used for ten minutes and not a moment longer', async () => {
  const clock = createFakeClock(Date.now());
  const { web, origin } = await start({ clock });
  const inTime = codeOf(web.signInLink());
  const late = codeOf(web.signInLink());
  clock.advance(10 * 60_000 - 1);
  expect((await exchange(origin, inTime)).status).toBe(204);
  clock.advance(1);
  expect((await exchange(origin, late)).status).toBe(403);
});

test('using a link while signed in spends it and keeps the session', async () => {
  const host = await start();
  const cookie = await host.signIn();
  const code = codeOf(host.web.signInLink());
  const response = await exchange(host.origin, code, cookie);
  expect({ status: response.status, cookies: response.headers.getSetCookie() }).toEqual({
    status: 204,
    cookies: [],
  });
  expect((await exchange(host.origin, code)).status).toBe(403);
});

test('after ten wrong codes a wrong one has to wait a minute, the right one never', async () => {
  const clock = createFakeClock(Date.now());
  const { web, origin } = await start({ clock });
  for (let tries = 0; tries < 10; tries += 1)
    expect((await exchange(origin, 'wrong')).status).toBe(403);
  const response = await exchange(origin, 'wrong');
  expect({ status: response.status, wait: response.headers.get('retry-after') }).toEqual({
    status: 429,
    wait: '60',
  });
  expect((await exchange(origin, codeOf(web.signInLink()))).status).toBe(204);
  clock.advance(60_000);
  expect((await exchange(origin, 'wrong')).status).toBe(403);
});

test('two hosts on two ports do not take each other’s cookies', async () => {
  const [one, two] = [await start(), await start()];
  const cookie = await one.signIn();
  expect(await isSignedIn(one.origin, cookie)).toEqual({ signedIn: true });
  expect(await isSignedIn(two.origin, cookie)).toEqual({ signedIn: false });
  const renamed = `__Host-tina-${two.web.port}=${tokenOf(cookie, one.web.port)}`;
  expect(await isSignedIn(two.origin, renamed)).toEqual({ signedIn: false });
  const both = `${cookie}; ${await two.signIn()}`;
  expect([await isSignedIn(one.origin, both), await isSignedIn(two.origin, both)]).toEqual([
    { signedIn: true },
    { signedIn: true },
  ]);
});

test('a session outlives a restart, and only its hash is on disk, for its owner alone', async () => {
  const first = await start();
  const token = tokenOf(await first.signIn(), first.web.port);
  await first.web.close();
  const path = join(first.dataDir, 'sessions.json');
  expect(await readFile(path, 'utf8')).not.toContain(token);
  expect((await stat(path)).mode & 0o777).toBe(0o600);

  const second = await start({ dataDir: first.dataDir });
  expect(await isSignedIn(second.origin, `__Host-tina-${second.web.port}=${token}`)).toEqual({
    signedIn: true,
  });
});

test('signing out ends the session for good and closes its sockets, and only its own', async () => {
  const host = await start();
  const [mine, other] = [await host.signIn(), await host.signIn()];
  const [socket, otherSocket] = [await host.connect(mine), await host.connect(other)];
  const closed = once(socket, 'close');
  const response = await signOut(host.origin, mine);
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringContaining(`__Host-tina-${host.web.port}=; Path=/; Max-Age=0`),
  ]);
  expect((await closed)[0]).toBe(4401);
  expect(await isSignedIn(host.origin, mine)).toEqual({ signedIn: false });
  otherSocket.send('still here');
  expect(String((await once(otherSocket, 'message'))[0])).toBe('echo still here');
  expect(
    await readFile(join(host.dataDir, 'sessions.json'), 'utf8').then(
      (text) => JSON.parse(text).sessions,
    ),
  ).toHaveLength(1);
});

test('the page and the sign-in page carry no token and a closed policy', async () => {
  const host = await start();
  const cookie = await host.signIn();
  const page = await fetch(`${host.origin}/`, { headers: { cookie } });
  expect(page.headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types tina",
  );
  expect(Object.fromEntries(page.headers)).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(await page.text()).not.toContain(tokenOf(cookie, host.web.port));

  const asset = await fetch(`${host.origin}/assets/page-1a2b3c.js`, { headers: { cookie } });
  expect(asset.headers.get('cache-control')).toContain('immutable');
  const again = await fetch(`${host.origin}/assets/page-1a2b3c.js`, {
    headers: { cookie, 'if-none-match': asset.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);

  const signIn = await fetch(`${host.origin}/sign-in`);
  expect(signIn.headers.get('content-security-policy')).toContain("script-src 'self';");
});

test('whoever knows the instance secret gets a link that works, and nobody else', async () => {
  const host = await start();
  const instance = await readInstance(host.dataDir);
  expect(instance).toMatchObject({ pid: process.pid, port: host.web.port });
  if (instance === undefined) return;
  expect((await stat(join(host.dataDir, 'instance.json'))).mode & 0o777).toBe(0o600);
  const link = await askRunningInstance(instance);
  expect((await exchange(host.origin, codeOf(link ?? ''))).status).toBe(204);
  expect(await askRunningInstance({ ...instance, secret: `${instance.secret}x` })).toBeUndefined();
  await host.web.close();
  expect(await readInstance(host.dataDir)).toBeUndefined();
});

test('a taken port is replaced by a free one', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const host = await start();
  const second = await startWebHost({
    dataDir: host.dataDir,
    port,
    pageFolder: join(import.meta.dirname, '__fixtures__/page'),
    artifacts: () => Promise.resolve(null),
    serve() {},
    clock: createFakeClock(),
    log: silentLog,
    hide() {},
  });
  expect(second.port).not.toBe(port);
  expect(
    (await sendRaw(second.port, `GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:${second.port}\r\n\r\n`))
      .status,
  ).toBe(200);
  await second.close();
  other.close();
});

test('a page that was not built is said in a sentence', async () => {
  const { dataDir } = await start();
  const pageFolder = join(dataDir, 'not-there');
  await expect(
    startWebHost({
      dataDir,
      port: 0,
      pageFolder,
      artifacts: () => Promise.resolve(null),
      serve() {},
      clock: createFakeClock(),
      log: silentLog,
      hide() {},
    }),
  ).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('npm run build') });
});
