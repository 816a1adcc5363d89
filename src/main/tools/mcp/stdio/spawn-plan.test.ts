import { expect, test } from 'vitest';
import type { Look, Seen } from './find-command.ts';
import { planSpawn, windowsTreeKill } from './spawn-plan.ts';
import type { Command } from './spawn-plan.ts';
import { batchCommandLine } from './windows-command-line.ts';

/** A disk that holds these and nothing else. */
function disk(entries: Readonly<Record<string, Seen['kind'] | `#!${string}`>>): Look {
  return (path) => {
    const entry = entries[path] ?? 'missing';
    if (entry === 'executable') return Promise.resolve({ kind: entry, head: '\x7fELF' });
    if (entry.startsWith('#!')) return Promise.resolve({ kind: 'executable', head: `${entry}\n` });
    return Promise.resolve({ kind: entry as 'missing' | 'folder' | 'not-executable' });
  };
}

const posixCommand = {
  command: 'server',
  args: ['a b', '$HOME'],
  cwd: '/work',
  environment: { PATH: '/one:/two::.:/one', X: '1' },
};
const posixOptions = {
  cwd: '/work',
  env: posixCommand.environment,
  stdio: ['pipe', 'pipe', 'pipe'],
  shell: false,
  detached: true,
  windowsHide: false,
  windowsVerbatimArguments: false,
};

test('POSIX: the first file on PATH that can be run, in a group of its own, its arguments untouched', async () => {
  const look = disk({
    '/work': 'folder',
    '/one/server': 'not-executable',
    '/two/server': 'executable',
  });
  expect(await planSpawn(posixCommand, 'linux', look)).toEqual({
    file: '/two/server',
    args: ['a b', '$HOME'],
    options: posixOptions,
  });
});

test.for([
  ['./bin/run', '/work/bin/run'],
  ['/abs/run', '/abs/run'],
] as const)('POSIX: %s is no name to search for', async ([command, file]) => {
  const look = disk({ '/work': 'folder', [file]: 'executable' });
  expect(await planSpawn({ ...posixCommand, command }, 'linux', look)).toMatchObject({ file });
});

test.for<[string, Partial<Command>, Parameters<typeof disk>[0], object]>([
  [
    'not on PATH, whose relative and empty entries are passed over',
    {},
    { './server': 'executable', '/work/server': 'executable', server: 'executable' },
    { cause: 'command-not-found', command: 'server', searched: ['/one', '/two'] },
  ],
  [
    'not at its path',
    { command: '/no/server' },
    {},
    { cause: 'command-not-found', command: '/no/server', searched: [] },
  ],
  [
    'without the right to run',
    {},
    { '/two/server': 'not-executable' },
    { cause: 'not-executable', path: '/two/server' },
  ],
  [
    'a folder',
    { command: '/one' },
    { '/one': 'folder' },
    { cause: 'not-executable', path: '/one' },
  ],
  ['empty', { command: ' ' }, {}, { cause: 'config-invalid', reason: 'command-empty' }],
  ['with a NUL', { args: ['a\0b'] }, {}, { cause: 'config-invalid', reason: 'null-character' }],
  [
    'with a NUL in its environment',
    { environment: { PATH: '/one', X: 'a\0' } },
    {},
    { cause: 'config-invalid', reason: 'null-character' },
  ],
  [
    'in a relative folder',
    { cwd: 'work' },
    {},
    { cause: 'config-invalid', reason: 'folder-not-absolute' },
  ],
  ['in no folder', { cwd: '/gone' }, {}, { cause: 'folder-missing', folder: '/gone' }],
  [
    'a script whose interpreter is missing',
    {},
    { '/one/server': '#!/opt/python -u' },
    {
      cause: 'interpreter-missing',
      path: '/one/server',
      interpreter: '/opt/python',
      searched: [],
    },
  ],
  [
    'a script whose interpreter is not on PATH',
    {},
    { '/one/server': '#!/usr/bin/env -S A=b node --flag' },
    {
      cause: 'interpreter-missing',
      path: '/one/server',
      interpreter: 'node',
      searched: ['/one', '/two'],
    },
  ],
])('POSIX: a command that is %s', async ([, change, entries, failure]) => {
  const look = disk({ '/work': 'folder', ...entries });
  expect(await planSpawn({ ...posixCommand, ...change }, 'darwin', look)).toEqual({ failure });
});

test.for([
  '#!/usr/bin/env node',
  '#! /two/node',
  '#!/usr/bin/env -i -u X node',
  '#!',
  '#!relative',
])('POSIX: a script with %s is run', async (head) => {
  const look = disk({
    '/work': 'folder',
    '/one/server': head as `#!${string}`,
    '/two/node': 'executable',
    '/usr/bin/env': 'executable',
  });
  expect(await planSpawn(posixCommand, 'linux', look)).toMatchObject({ file: '/one/server' });
});

const windowsCommand = {
  command: 'npx',
  args: ['-y', 'a b'],
  cwd: 'C:\\work',
  environment: {
    Path: '"C:\\node js";relative;C:\\bin',
    PATHEXT: '.COM;.EXE;.BAT;.CMD;.VBS',
    SystemRoot: 'D:\\Win',
  },
};

test('Windows: a batch file runs through cmd.exe, found by its place and quoted by us', async () => {
  const look = disk({
    'C:\\work': 'folder',
    'C:\\node js\\npx': 'executable',
    'C:\\node js\\npx.CMD': 'executable',
  });
  expect(await planSpawn(windowsCommand, 'win32', look)).toEqual({
    file: 'D:\\Win\\System32\\cmd.exe',
    args: ['/d', '/e:on', '/v:off', '/s', '/c', '""C:\\node js\\npx.CMD" "-y" "a b""'],
    options: {
      cwd: 'C:\\work',
      env: windowsCommand.environment,
      stdio: ['pipe', 'pipe', 'pipe'],
      shell: false,
      detached: false,
      windowsHide: true,
      windowsVerbatimArguments: true,
    },
  });
});

test.for<[string, string, Parameters<typeof disk>[0]]>([
  ['uvx', 'C:\\bin\\uvx.EXE', { 'C:\\bin\\uvx.EXE': 'executable' }],
  ['uvx.exe', 'C:\\bin\\uvx.exe', { 'C:\\bin\\uvx.exe': 'executable' }],
  ['tools\\run', 'C:\\work\\tools\\run.EXE', { 'C:\\work\\tools\\run.EXE': 'executable' }],
  ['D:\\x\\run.exe', 'D:\\x\\run.exe', { 'D:\\x\\run.exe': 'executable' }],
])('Windows: %s is %s, with its arguments as they are', async ([command, file, entries]) => {
  const look = disk({ 'C:\\work': 'folder', ...entries });
  expect(await planSpawn({ ...windowsCommand, command }, 'win32', look)).toMatchObject({
    file,
    args: ['-y', 'a b'],
    options: { windowsVerbatimArguments: false, windowsHide: true, detached: false },
  });
});

test('Windows: a script of a shell, or of a host without pipes, is no program', async () => {
  const look = disk({
    'C:\\work': 'folder',
    'C:\\bin\\npx': 'executable',
    'C:\\bin\\npx.VBS': 'executable',
  });
  expect(await planSpawn(windowsCommand, 'win32', look)).toEqual({
    failure: { cause: 'not-executable', path: 'C:\\bin\\npx' },
  });
});

test.for([
  ['plain', '"plain"'],
  ['', '""'],
  ['a&b|c<d>e^f(g)', '"a&b|c<d>e^f(g)"'],
  ['say "hi"', '"say ""hi"""'],
  ['"&calc&"', '"""&calc&"""'],
  ['back\\"slash', '"back\\\\""slash"'],
  ['ends\\', '"ends\\\\"'],
  ['inner\\x', '"inner\\x"'],
  ['%PATH%', '"%%cd:~,%PATH%%cd:~,%"'],
  ['!PATH!', '"!PATH!"'],
] as const)('Windows: the argument %s of a batch file is written %s', ([arg, written]) => {
  expect(batchCommandLine('C:\\x.cmd', [arg])).toEqual({
    args: ['/d', '/e:on', '/v:off', '/s', '/c', `""C:\\x.cmd" ${written}"`],
  });
});

test.for([
  ['C:\\x.cmd', ['a\nb'], 'batch-line-break'],
  ['C:\\x.cmd', ['a\rb'], 'batch-line-break'],
  ['C:\\"x.cmd', [], 'batch-file-name'],
  ['C:\\x.cmd', ['x'.repeat(8200)], 'batch-line-too-long'],
] as const)('Windows: what cannot be quoted is refused: %j %j', ([file, args, refused]) => {
  expect(batchCommandLine(file, args)).toEqual({ refused });
});

test('Windows: cmd.exe never leaves quotes where an argument could speak to it', () => {
  const hostile = ['"', '\\"', '""&calc', '%COMSPEC%', '^"&', '\\', '"^', 'a" & "b'];
  const line = batchCommandLine('C:\\x.cmd', hostile);
  const text = 'args' in line ? line.args.at(-1)!.slice(1, -1) : '';
  let quoted = false;
  const outside = [...text].filter((character) => {
    if (character === '"') quoted = !quoted;
    return !quoted && character !== '"';
  });
  expect(new Set(outside)).toEqual(new Set([' ']));
  expect(quoted).toBe(false);
  expect(text.replaceAll('%%cd:~,%', '')).not.toContain('%');
});

test('Windows: a tree is ended by taskkill', () => {
  expect(windowsTreeKill(42, windowsCommand.environment)).toEqual({
    file: 'D:\\Win\\System32\\taskkill.exe',
    args: ['/T', '/F', '/PID', '42'],
  });
});
