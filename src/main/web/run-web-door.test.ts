import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { codeOf, exchange } from './__fixtures__/start-test-host.ts';
import { readInstance } from '../door/instance-file.ts';

const folders: string[] = [];
const children = new Set<ChildProcess>();
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  children.clear();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tina-door-'));
  folders.push(folder);
  return folder;
}

function start(parameters: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '__fixtures__/echo-door.ts'), ...parameters],
    {
      env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  children.add(child);
  const output = { out: '', err: '' };
  const line = Promise.withResolvers<string>();
  child.stdout.on('data', (chunk) => {
    output.out += String(chunk);
    if (output.out.includes('\n')) line.resolve(output.out);
  });
  child.stderr.on('data', (chunk) => (output.err += String(chunk)));
  const closed = once(child, 'close').then(([code, signal]) => {
    line.reject(new Error(`It ended with ${code ?? signal} before it was ready: ${output.err}`));
    return { code, ...output };
  });
  const link = line.promise.then((text) => {
    expect(text).toMatch(/^Tina is ready at http:\/\/127\.0\.0\.1:\d+\/sign-in#[\w-]{22}\n$/);
    return text.trim().slice('Tina is ready at '.length);
  });
  // Whoever does not wait for the link learns of the end from `closed`.
  link.catch(() => undefined);
  return { child, closed, link };
}

const doorIn = async (folder: string, ...parameters: string[]) => {
  const door = start(['--data-dir', folder, '--port', '0', ...parameters]);
  return { ...door, origin: new URL(await door.link).origin };
};

test('prints one line whose link signs in, and lets the core end on SIGTERM and SIGINT', async () => {
  const folder = await newFolder();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const { child, closed, link, origin } = await doorIn(folder);
    expect((await exchange(origin, codeOf(await link))).status).toBe(204);
    child.kill(signal);
    expect(await closed).toEqual({ code: 0, out: `Tina is ready at ${await link}\n`, err: '' });
    expect(await readInstance(folder)).toBeUndefined();
    await rm(join(folder, 'disposed'));
  }
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

test('a second start prints a fresh link of the first and ends', async () => {
  const folder = await newFolder();
  const first = await doorIn(folder);
  const second = start(['--data-dir', folder]);
  const link = await second.link;
  expect(await second.closed).toEqual({
    code: 0,
    out: `Tina is ready at ${link}\n`,
    err: 'Tina is running already; this link signs in there.\n',
  });
  expect([new URL(link).origin, link === (await first.link)]).toEqual([first.origin, false]);
  for (const each of [link, await first.link])
    expect((await exchange(first.origin, codeOf(each))).status).toBe(204);
});

test('of two starts at once one becomes the host and both print a link of it', async () => {
  const folder = await newFolder();
  const [one, two] = [
    start(['--data-dir', folder, '--port', '0']),
    start(['--data-dir', folder, '--port', '0']),
  ];
  const links = await Promise.all([one.link, two.link]);
  expect(new URL(links[0] ?? '').origin).toBe(new URL(links[1] ?? '').origin);
  for (const link of links)
    expect((await exchange(new URL(link).origin, codeOf(link))).status).toBe(204);
});

test('what a killed host left behind does not keep the next from starting, and browsers stay signed in', async () => {
  const folder = await newFolder();
  const first = await doorIn(folder);
  const response = await exchange(first.origin, codeOf(await first.link));
  const cookie = (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  first.child.kill('SIGKILL');
  await first.closed;
  const left = await readInstance(folder);
  expect(left?.pid).toBe(first.child.pid);

  const second = await doorIn(folder);
  expect((await readInstance(folder))?.pid).toBe(second.child.pid);
  const renamed = cookie.replace(new URL(first.origin).port, new URL(second.origin).port);
  const session = await fetch(`${second.origin}/auth/session`, { headers: { cookie: renamed } });
  expect(await session.json()).toEqual({ signedIn: true });
});

test('a damaged instance file is no obstacle to a start', async () => {
  const folder = await newFolder();
  await writeFile(join(folder, 'instance.json'), '{"pid":');
  const { origin } = await doorIn(folder);
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
});

test('a taken port is said and another used', async () => {
  const first = await doorIn(await newFolder());
  const { port } = new URL(first.origin);
  const second = start(['--data-dir', await newFolder(), '--port', port]);
  const link = new URL(await second.link);
  expect(link.port).not.toBe(port);
  second.child.kill('SIGTERM');
  expect((await second.closed).err).toBe(`Port ${port} is taken; Tina uses ${link.port}.\n`);
});

test.each([
  ['an option that does not exist', ['--host', '0.0.0.0'], /Usage: npm run start:web/],
  ['the root as data folder', ['--data-dir', '/'], /needs a folder of its own/],
  ['a data folder that is a file', ['--data-dir', '/dev/null'], /cannot be used/],
])('%s ends with 1 and a sentence', async (_, parameters, sentence) => {
  const { code, out, err } = await start(parameters).closed;
  expect({ code, out, lines: err.trim().split('\n').length }).toEqual({
    code: 1,
    out: '',
    lines: 1,
  });
  expect(err).toMatch(sentence);
});

test('a passphrase and keys are in no log and on no terminal', async () => {
  const folder = await newFolder();
  const secrets = {
    TINA_PASSPHRASE: 'canary passphrase',
    ANTHROPIC_API_KEY: 'sk-ant-canary-12345678',
  };
  const { child, closed, link } = start(['--data-dir', folder, '--port', '0'], secrets);
  await link;
  child.kill('SIGTERM');
  const { code, out, err } = await closed;
  expect(code).toBe(0);
  expect(`${out}${err}${await readFile(join(folder, 'logs', 'tina.log'), 'utf8')}`).not.toContain(
    'canary',
  );
});

test('asking for a passphrase where nobody can answer says what to do', async () => {
  const { closed } = start(['--data-dir', await newFolder(), '--passphrase']);
  expect(await closed).toMatchObject({
    code: 1,
    err: expect.stringContaining('Set TINA_PASSPHRASE instead.'),
  });
});
