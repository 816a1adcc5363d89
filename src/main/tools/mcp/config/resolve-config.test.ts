import { describe, expect, test } from 'vitest';
import { serverConfigSchema } from '../../../../shared/contract/mcp-server.ts';
import { connectSecondsOf } from './connect-seconds.ts';
import { parseEnvFile } from './parse-env-file.ts';
import { resolveConfig } from './resolve-config.ts';
import type { Surroundings } from './resolve-config.ts';

const configOf = (transport: object, inputs: readonly object[] = []) =>
  serverConfigSchema.parse({ id: 'server-00000000', name: 'x', transport, inputs });

const surroundings = (more: Partial<Surroundings> = {}): Surroundings => ({
  secret: (name) => ({ token: 'hush-hush', longer: 'hush-hush-hush' })[name],
  environment: { LANG: 'de', GITHUB_TOKEN: 'ghp_x' },
  home: '/home/ada',
  separator: '/',
  bundle: '/data/mcp-bundles/server-00000000',
  readFile: async () => undefined,
  ...more,
});

test('every reference becomes what it stands for, and what is secret is named apart', async () => {
  const config = configOf(
    {
      type: 'stdio',
      command: [{ variable: 'home' }, { variable: 'separator' }, 'bin/server'],
      args: ['--dir', { input: 'dir' }, ['--key=', { secret: 'token' }], ''],
      env: {
        A: { env: 'LANG' },
        B: { env: 'NOT_THERE', default: 'b' },
        C: { secret: 'longer' },
        D: { env: 'GITHUB_TOKEN' },
      },
      cwd: { input: 'dir' },
    },
    [{ id: 'dir', kind: 'folder', value: '/srv' }],
  );
  expect(await resolveConfig(config, surroundings())).toEqual({
    ok: true,
    launch: {
      type: 'stdio',
      command: '/home/ada/bin/server',
      args: ['--dir', '/srv', '--key=hush-hush', ''],
      env: { A: 'de', B: 'b', C: 'hush-hush-hush', D: 'ghp_x' },
      cwd: '/srv',
      refused: [],
    },
    secrets: ['hush-hush-hush', 'hush-hush', 'ghp_x'],
  });
});

test('what is missing is listed whole', async () => {
  const config = configOf(
    {
      type: 'stdio',
      command: { input: 'program' },
      args: [
        { secret: 'gone' },
        { input: 'mode' },
        { input: 'port' },
        { input: 'pin' },
        { input: 'nobody' },
      ],
      env: { A: { env: 'NOT_THERE' }, B: { env: '__proto__' } },
    },
    [
      { id: 'program' },
      { id: 'mode', kind: 'choice', choices: ['a'], value: 'b' },
      { id: 'port', kind: 'number', value: 'many' },
      { id: 'pin', secret: true, value: { secret: 'gone' } },
    ],
  );
  expect(await resolveConfig(config, surroundings())).toEqual({
    ok: false,
    gaps: [
      { gap: 'input-missing', field: 'command', name: 'program' },
      { gap: 'secret-missing', field: 'arg.1', name: 'gone' },
      { gap: 'not-a-choice', field: 'arg.2', name: 'mode' },
      { gap: 'not-a-number', field: 'arg.3', name: 'port' },
      { gap: 'secret-missing', field: 'arg.4', name: 'pin' },
      { gap: 'input-missing', field: 'arg.5', name: 'nobody' },
      { gap: 'variable-missing', field: 'env.A', name: 'NOT_THERE' },
      { gap: 'variable-missing', field: 'env.B', name: '__proto__' },
    ],
  });
});

test('what may be left out takes its argument, variable or header along', async () => {
  const inputs = [
    { id: 'maybe', required: false },
    { id: 'preset', required: false, default: '1' },
  ];
  const texts = { A: { input: 'maybe' }, B: ['x', { input: 'preset' }] };
  const stdio = configOf(
    { type: 'stdio', command: 'x', args: [['--a=', { input: 'maybe' }], 'b'], env: texts },
    inputs,
  );
  expect(await resolveConfig(stdio, surroundings())).toMatchObject({
    launch: { args: ['b'], env: { B: 'x1' } },
  });
  const http = configOf(
    { type: 'http', url: 'https://x.example', headers: { 'x-a': { input: 'maybe' } } },
    inputs,
  );
  expect(await resolveConfig(http, surroundings())).toMatchObject({ launch: { headers: {} } });
});

test('only the variables a configuration spells out are looked up', async () => {
  const asked: string[] = [];
  const environment = new Proxy<Record<string, string>>(
    { LANG: 'de', ANTHROPIC_API_KEY: 'canary' },
    {
      get: (target, name) => (asked.push(String(name)), target[String(name)]),
      ownKeys: () => {
        throw new Error('Nobody lists them.');
      },
    },
  );
  const config = configOf({
    type: 'stdio',
    command: 'x',
    args: ['${env:ANTHROPIC_API_KEY}', '$ANTHROPIC_API_KEY'],
    env: { A: { env: 'LANG' } },
  });
  const resolved = await resolveConfig(config, surroundings({ environment }));
  expect(asked).toEqual(['LANG']);
  expect(JSON.stringify(resolved)).not.toContain('canary');
});

describe('a file of variables', () => {
  const config = configOf({
    type: 'stdio',
    command: 'x',
    env: { A: 'mine' },
    envFile: [{ variable: 'home' }, '/.env'],
  });

  test('is read; what the configuration says wins, and what may not be set is passed over', async () => {
    const files: Readonly<Record<string, string>> = {
      '/home/ada/.env': 'A=file\nB=file\nAPI_KEY="hush"\nPATH=/tmp\nld_preload=/tmp/x.so',
    };
    const resolved = await resolveConfig(
      config,
      surroundings({ readFile: async (path) => files[path] }),
    );
    expect(resolved).toEqual({
      ok: true,
      launch: {
        type: 'stdio',
        command: 'x',
        args: [],
        env: { A: 'mine', B: 'file', API_KEY: 'hush' },
        cwd: undefined,
        refused: ['PATH', 'ld_preload'],
      },
      secrets: ['hush'],
    });
  });

  test('that is not there is said', async () => {
    expect(await resolveConfig(config, surroundings())).toEqual({
      ok: false,
      gaps: [{ gap: 'file-missing', field: 'envFile' }],
    });
  });

  test('has one variable a line', () => {
    const text = `# words
export A=1
B = two words # and a comment
C='three # 3'
D="a\\nb \\"c\\""
E=
no line of it
F=a#b
1G=x\r
H=h\r
`;
    expect(Object.fromEntries(parseEnvFile(text))).toEqual({
      A: '1',
      B: 'two words',
      C: 'three # 3',
      D: 'a\nb "c"',
      E: '',
      F: 'a#b',
      H: 'h',
    });
  });
});

describe('an address', () => {
  test('gets its values, its headers and its secret for signing in', async () => {
    const config = configOf({
      type: 'http',
      url: ['https://x.example/mcp?key=', { secret: 'token' }],
      headers: { authorization: ['Bearer ', { secret: 'longer' }] },
      kind: 'sse',
      oauth: { clientId: 'me', clientSecret: { secret: 'token' } },
    });
    expect(await resolveConfig(config, surroundings())).toEqual({
      ok: true,
      launch: {
        type: 'http',
        url: 'https://x.example/mcp?key=hush-hush',
        headers: { authorization: 'Bearer hush-hush-hush' },
        kind: 'sse',
        oauth: { clientId: 'me', clientSecret: { secret: 'token' } },
        clientSecret: 'hush-hush',
      },
      secrets: ['hush-hush-hush', 'hush-hush'],
    });
  });

  test.each([
    ['file:///etc/passwd', 'url-not-web'],
    ['x.example', 'url-not-web'],
    ['https://me:pw@x.example', 'url-not-web'],
  ])('%s is none', async (url, gap) => {
    const config = configOf({ type: 'http', url: { input: 'url' } }, [{ id: 'url', value: url }]);
    expect(await resolveConfig(config, surroundings())).toEqual({
      ok: false,
      gaps: [{ gap, field: 'url' }],
    });
  });

  test('a header with a line break is not sent', async () => {
    const headers = { 'x-a': { secret: 'broken' } };
    const config = configOf({ type: 'http', url: 'https://x.example', headers });
    const secret = () => 'a\r\nhost: b';
    expect(await resolveConfig(config, surroundings({ secret }))).toEqual({
      ok: false,
      gaps: [{ gap: 'header-refused', field: 'header.x-a' }],
    });
  });
});

test.each([
  ['npx', undefined, 120],
  ['/usr/local/bin/uvx', undefined, 120],
  ['C:\\Program Files\\nodejs\\npx.cmd', undefined, 120],
  ['node', undefined, 30],
  ['npx', 10, 10],
])('%s may take its time to connect', (command, connectSeconds, expected) => {
  const timeouts = connectSeconds === undefined ? {} : { connectSeconds };
  const config = serverConfigSchema.parse({
    ...configOf({ type: 'stdio', command }),
    timeouts,
  });
  expect(connectSecondsOf(config)).toBe(expected);
});
