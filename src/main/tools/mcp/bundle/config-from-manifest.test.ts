import { describe, expect, test } from 'vitest';
import { resolveConfig } from '../config/resolve-config.ts';
import { consentFormOf } from '../trust/consent.ts';
import { manifestOf } from './__fixtures__/bundle-for-test.ts';
import { writeZip } from './__fixtures__/write-zip.ts';
import { configFromManifest } from './config-from-manifest.ts';
import { readManifest } from './manifest.ts';
import { readZip } from './read-zip.ts';

const place = {
  platform: 'linux' as NodeJS.Platform,
  home: '/home/ada',
  files: new Set(['manifest.json', 'server/index.mjs', 'bin/tool', 'win.exe', 'src/server.py']),
};

async function manifestFrom(text: string) {
  const zip = writeZip([{ name: 'manifest.json', content: text }]);
  const source = {
    size: zip.length,
    read: async (at: number, length: number) => zip.subarray(at, at + length),
  };
  return readManifest(await readZip(source, { files: 10, bytes: 2_000_000 }));
}

async function draftOf(more: object, on: Partial<typeof place> = {}) {
  const manifest = await manifestFrom(JSON.stringify(manifestOf(more)));
  return configFromManifest(manifest, { ...place, ...on });
}

/** What would be run, `values` given for its options. */
async function launchOf(more: object, values: Record<string, string> = {}, on = {}) {
  const { draft } = await draftOf(more, on);
  const { platform, home } = { ...place, ...on };
  const inputs = draft.config.inputs.map((input) => {
    const value = values[input.id];
    return value === undefined ? input : { ...input, value };
  });
  const resolved = await resolveConfig(
    { ...draft.config, inputs },
    {
      secret: () => undefined,
      environment: {},
      home,
      separator: platform === 'win32' ? '\\' : '/',
      bundle: '/data/b',
      readFile: async () => undefined,
    },
  );
  if (!resolved.ok) return resolved.gaps;
  if (resolved.launch.type !== 'stdio') throw new Error('A bundle is started, not reached.');
  const { command, args, env, cwd } = resolved.launch;
  return { command, args, env, cwd };
}

const server = (mcp_config: object | undefined, more: object = {}) => ({
  server: { type: 'node', entry_point: 'server/index.mjs', mcp_config, ...more },
});

const option = (type: string, more: object = {}) => ({
  type,
  title: 'T',
  description: 'D',
  ...more,
});

describe('what is run', () => {
  test('is what the manifest says, in the folder of the bundle', async () => {
    expect(await launchOf({})).toEqual({
      command: 'node',
      args: ['/data/b/server/index.mjs', 'journal'],
      env: {},
      cwd: '/data/b',
    });
  });

  test.each<[string, object, object, string, readonly string[]]>([
    ['node without more', server(undefined), {}, 'node', ['/data/b/server/index.mjs']],
    [
      'python without more',
      server(undefined, { type: 'python', entry_point: 'src/server.py' }),
      {},
      'python3',
      ['/data/b/src/server.py'],
    ],
    ['python by its usual name', server({ command: 'python' }), {}, 'python3', []],
    ['python on Windows', server({ command: 'python' }), { platform: 'win32' }, 'python', []],
    [
      'uv without more',
      server(undefined, { type: 'uv', entry_point: 'src/server.py' }),
      {},
      'uv',
      ['run', '--directory', '/data/b', '/data/b/src/server.py'],
    ],
    ['a binary', server({ command: 'bin/tool' }, { type: 'binary' }), {}, '/data/b/bin/tool', []],
    [
      'a binary by its folder',
      server({ command: '${__dirname}/bin/tool', args: ['bin/tool'] }),
      {},
      '/data/b/bin/tool',
      ['bin/tool'],
    ],
    [
      'a binary without more',
      server(undefined, { type: 'binary', entry_point: 'bin/tool' }),
      {},
      '/data/b/bin/tool',
      [],
    ],
    [
      'a binary whose ending is left to Windows',
      server({ command: 'win' }, { type: 'binary' }),
      { platform: 'win32' },
      '/data/b\\win',
      [],
    ],
    ['a program of the computer', server({ command: '/usr/bin/env' }), {}, '/usr/bin/env', []],
    [
      'what another platform would run is not',
      server({ command: 'node', args: ['a'], platform_overrides: { win32: { command: 'x' } } }),
      {},
      'node',
      ['a'],
    ],
    [
      'what this platform runs replaces the rest',
      server({
        command: 'node',
        args: ['a'],
        platform_overrides: { linux: { args: ['b', 'c'] }, darwin: { args: [] } },
      }),
      {},
      'node',
      ['b', 'c'],
    ],
    [
      'folders and separators',
      server({
        command: 'node',
        args: ['${HOME}/x', '${DOCUMENTS}${/}y', '${pathSeparator}', '${else}', '$HOME'],
      }),
      {},
      'node',
      ['/home/ada/x', '/home/ada/Documents/y', '/', '${else}', '$HOME'],
    ],
  ])('%s', async (_what, more, on, command, args) => {
    expect(await launchOf(more, {}, on)).toMatchObject({ command, args });
  });

  test('a program of the bundle is named, so that it can be made executable', async () => {
    const programOf = async (command: string) => (await draftOf(server({ command }))).program;
    expect(await programOf('bin/tool')).toBe('bin/tool');
    expect(await programOf('./bin/tool')).toBe('bin/tool');
    expect(await programOf('${__dirname}${/}bin${/}tool')).toBe('bin/tool');
    expect(await programOf('node')).toBeUndefined();
  });
});

describe('options', () => {
  const args = ['--db', '${user_config.db}', '${user_config.dirs}', '--n=${user_config.n}'];
  const asked = {
    ...server({
      command: 'node',
      args,
      env: { KEY: '${user_config.key}', ON: '${user_config.on}' },
    }),
    user_config: {
      db: option('file'),
      dirs: option('directory', { multiple: true, required: true, default: ['${HOME}/Desktop'] }),
      n: option('number', { min: 1, max: 10, default: 5 }),
      key: option('string', { sensitive: true, required: true, default: 'never used' }),
      on: option('boolean'),
    },
  };

  test('become a form', async () => {
    const { draft } = await draftOf(asked);
    const rest = { label: 'T', help: 'D', choices: [], foreign: {} };
    expect(draft.config.inputs).toEqual([
      { ...rest, id: 'db', kind: 'file', secret: false, required: false, multiple: false },
      {
        ...rest,
        id: 'dirs',
        kind: 'folder',
        secret: false,
        required: true,
        multiple: true,
        default: '/home/ada/Desktop',
      },
      {
        ...rest,
        id: 'n',
        kind: 'number',
        secret: false,
        required: false,
        multiple: false,
        min: 1,
        max: 10,
        default: '5',
      },
      { ...rest, id: 'key', kind: 'text', secret: true, required: true, multiple: false },
      {
        ...rest,
        id: 'on',
        kind: 'switch',
        secret: false,
        required: true,
        multiple: false,
        default: 'false',
      },
    ]);
    expect(draft.notes).toEqual([
      { note: 'secret-left-out', field: 'input.key' },
      { note: 'input-needed', input: 'key' },
    ]);
  });

  test('stand where they belong; several are several arguments, none is none', async () => {
    expect(await launchOf(asked, { key: 'k', dirs: '/a\n/b c\n\n', n: '7' })).toMatchObject({
      args: ['/a', '/b c', '--n=7'],
      env: { KEY: 'k', ON: 'false' },
    });
    expect(await launchOf(asked, { key: 'k', db: '/x y', on: 'true' })).toMatchObject({
      args: ['--db=/x y', '/home/ada/Desktop', '--n=5'],
      env: { ON: 'true' },
    });
    const inText = {
      ...server({ command: 'node', env: { DIRS: '${user_config.dirs}' } }),
      user_config: { dirs: option('directory', { multiple: true }) },
    };
    expect(await launchOf(inText, { dirs: '/a\n/b' })).toMatchObject({ env: { DIRS: '/a:/b' } });
  });

  test('that lack or exceed what is asked for are said as in any server', async () => {
    expect(await launchOf(asked, { n: '11' })).toEqual([
      { gap: 'out-of-range', field: 'arg.3', name: 'n' },
      { gap: 'input-missing', field: 'env.KEY', name: 'key' },
    ]);
  });

  test('are what a person agrees to, each value an argument of its own', async () => {
    const { draft } = await draftOf(asked);
    const inputs = draft.config.inputs.map((input) =>
      input.id === 'dirs' ? { ...input, value: '/a\n/b' } : input,
    );
    const { rows } = consentFormOf({ ...draft.config, inputs });
    expect(rows.map(({ field, parts }) => [field, parts])).toEqual([
      ['command', [{ type: 'text', text: 'node' }]],
      [
        'arg.1',
        [
          { type: 'text', text: '--db=' },
          { type: 'input', id: 'db', value: undefined },
        ],
      ],
      ['arg.2', [{ type: 'input', id: 'dirs', value: '/a' }]],
      ['arg.3', [{ type: 'input', id: 'dirs', value: '/b' }]],
      [
        'arg.4',
        [
          { type: 'text', text: '--n=' },
          { type: 'input', id: 'n', value: '5' },
        ],
      ],
      ['cwd', [{ type: 'bundle' }]],
      ['env.KEY', [{ type: 'input', id: 'key', value: undefined }]],
      ['env.ON', [{ type: 'input', id: 'on', value: 'false' }]],
    ]);
  });

  test('cannot hide what they say', async () => {
    const { draft } = await draftOf({
      user_config: { a: option('string', { title: 'x\u202Ey' }) },
    });
    expect(draft.config.inputs[0]?.label).toBe('x‹U+202E›y');
  });
});

describe('variables', () => {
  test('that change what runs are refused, unless they point into the bundle', async () => {
    const { draft } = await draftOf(
      server({
        command: 'python',
        env: {
          PYTHONPATH: '${__dirname}/server/lib',
          LD_LIBRARY_PATH: '${__dirname}/../../evil',
          NODE_PATH: '/somewhere/else',
          NODE_OPTIONS: '--require ${__dirname}/x.js',
          Path: '${__dirname}',
          LEVEL: 'debug',
        },
      }),
    );
    expect(draft.config.transport).toMatchObject({
      env: { PYTHONPATH: [{ variable: 'bundle' }, '/server/lib'], LEVEL: 'debug' },
    });
    expect(draft.notes).toEqual(
      ['LD_LIBRARY_PATH', 'NODE_PATH', 'NODE_OPTIONS', 'Path'].map((name) => ({
        note: 'env-refused',
        name,
      })),
    );
  });

  test('that hold a key lose it to where keys are kept', async () => {
    const canary = 'sk-canary-0123456789abcdefABCDEF';
    const read = await draftOf(server({ command: 'node', env: { API_KEY: canary } }));
    expect(JSON.stringify(read.draft)).not.toContain(canary);
    expect([...read.secrets.values()]).toEqual([canary]);
  });
});

describe('a manifest', () => {
  test('of the older kind is read as well', async () => {
    const { manifest_version: _, ...rest } = manifestOf() as Record<string, unknown>;
    const manifest = await manifestFrom(`\uFEFF${JSON.stringify({ dxt_version: '0.1', ...rest })}`);
    expect(manifest).toMatchObject({ manifest_version: '0.1', name: 'small' });
  });

  test.each<[string, string | object, string]>([
    ['no JSON', '{', 'manifest.json'],
    ['no object', '[]', 'manifest.json'],
    ['no version', { manifest_version: undefined }, 'manifest_version'],
    ['a version of another age', { manifest_version: '1.0' }, 'manifest_version'],
    ['no server', { server: undefined }, 'server'],
    ['a server of another kind', { server: { type: 'perl' } }, 'server.type'],
    ['no author', { author: 'Ada' }, 'author'],
    ['an option without a kind', { user_config: { a: {} } }, 'user_config.a.type'],
    [
      'an option with a name like none',
      { user_config: { 'a b': option('string') } },
      'user_config.a b',
    ],
    [
      'an option that is asked for nowhere',
      server({ command: 'node', args: ['${user_config.none}'] }),
      'user_config.none',
    ],
    ['a file that is not in it', server(undefined, { entry_point: 'x.js' }), 'server.entry_point'],
    ['a command that is not in it', server({ command: 'bin/none' }), 'server.mcp_config.command'],
    [
      'a command outside of it',
      server({ command: '${__dirname}/../x' }),
      'server.mcp_config.command',
    ],
    [
      'too many arguments',
      server({ command: 'node', args: Array(201).fill('a') }),
      'server.mcp_config.args',
    ],
    [
      'too many options',
      {
        user_config: Object.fromEntries(
          Array.from({ length: 51 }, (_, i) => [`o${i}`, option('string')]),
        ),
      },
      'inputs',
    ],
  ])('with %s is refused, and says where', async (_what, more, field) => {
    const reading = typeof more === 'string' ? manifestFrom(more) : draftOf(more);
    await expect(reading).rejects.toMatchObject({
      details: { situation: 'bundle-manifest-broken', field },
    });
  });

  test('with keys that objects have anyway does nothing to them', async () => {
    const text = JSON.stringify(manifestOf({ env: {} })).replace(
      '"env":{}',
      '"__proto__":{"polluted":1}',
    );
    expect(await manifestFrom(text)).not.toHaveProperty('polluted');
    const options = JSON.stringify(manifestOf({ user_config: { x: option('string') } }));
    const hostile = await manifestFrom(options.replace('"x":', '"constructor":'));
    expect(configFromManifest(hostile, place).draft.config.inputs).toMatchObject([
      { id: 'constructor' },
    ]);
  });
});
