import { expect, test } from 'vitest';
import { serverConfigSchema } from './mcp-server.ts';

const id = 'server-0123abcd';
const stdio = { type: 'stdio', command: 'x' };

test('what an older file does not say gets its usual value, and what it has too much is passed over', () => {
  const read = serverConfigSchema.parse({ id, name: ' Files ', transport: stdio, later: 1 });
  expect(read).toEqual({
    id,
    name: 'Files',
    enabled: false,
    trusted: false,
    transport: { type: 'stdio', command: 'x', args: [], env: {} },
    inputs: [],
    timeouts: { listSeconds: 15, callIdleSeconds: 60, callTotalSeconds: 600 },
    roots: [],
    sampling: 'off',
    source: { type: 'form' },
  });
  expect(serverConfigSchema.parse(JSON.parse(JSON.stringify(read)))).toEqual(read);
});

test.each<[string, object]>([
  ['an id of another kind', { id: 'files' }],
  ['no name', { name: '  ' }],
  ['a transport nobody knows', { transport: { type: 'ws', url: 'wss://x.example' } }],
  ['NUL in a command', { transport: { ...stdio, command: 'x\0' } }],
  ['a hidden character in a name', { transport: { ...stdio, env: { 'A\u200B': '' } } }],
  ['a name with an equals sign', { transport: { ...stdio, env: { 'A=B': '' } } }],
  ['a reference to nothing', { transport: { ...stdio, args: [{}] } }],
  ['a reference to two things', { transport: { ...stdio, args: [{ env: 'A', secret: 'b' }] } }],
  ['too many arguments', { transport: { ...stdio, args: Array(201).fill('') } }],
  ['a text that is too long', { transport: { ...stdio, args: ['x'.repeat(8193)] } }],
  ['a header of HTTP itself', { transport: { type: 'http', url: '', headers: { host: 'x' } } }],
  ['two headers of one name', { transport: { type: 'http', url: '', headers: { a: '', A: '' } } }],
  ['no patience', { timeouts: { listSeconds: 0 } }],
  [
    'too much of another application',
    { foreign: { format: 'vscode', entry: { a: 'x'.repeat(70_000) } } },
  ],
])('%s is refused', (_what, change) => {
  const config = { id, name: 'x', transport: stdio, ...change };
  expect(serverConfigSchema.safeParse(config).success).toBe(false);
});
