import { expect, test } from 'vitest';
import { isRefusedVariable } from './refused-variables.ts';
import { isPlaceholder, isSecretName, looksSecret, secretsWithin } from './secret-signs.ts';

test.each([
  'GITHUB_TOKEN',
  'GITHUB_PERSONAL_ACCESS_TOKEN',
  'apiKey',
  'X-API-Key',
  'Authorization',
  'PGPASSWORD_PASS',
  'OPENAI_KEY',
  '--api-key',
  'clientSecret',
  'DB_PASSWORD',
  'SENTRY_DSN',
  'cookie',
])('%s names a secret', (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  'PORT',
  'AUTH_URL',
  'TOKEN_LIMIT',
  'KEY_FILE',
  'AUTH_TYPE',
  'LOG_LEVEL',
  'KEYBOARD',
  'MONKEY',
  'AUTHOR',
  'PASSENGERS',
  'API_BASE_URL',
])('%s names none', (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each([
  'sk-ant-api03-abcdefghij0123456789',
  'ghp_abcdefghijklmnopqrst0123456789abcdef',
  'xoxb-123456789012-abcdef',
  'AKIAIOSFODNN7EXAMPLE',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
  '0123456789abcdef0123456789abcdef',
  'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9v',
  '3f2b8c1e-9a4d-4e57-8b21-0c6d9e7f1a23',
])('%s looks like one', (text) => {
  expect(looksSecret(text)).toBe(true);
});

test.each([
  ['postgresql://me:hunter2@db.example.com/shop', ['hunter2']],
  [
    '{"apiKey": "hush", "mode": "fast", "k": "ghp_0123456789abcdefghij"}',
    ['hush', 'ghp_0123456789abcdefghij'],
  ],
  ['Server=db;User Id=me;Password=hush;Port=1', ['hush']],
  ['{"a": "b"} x=y https://x.example:80/a@b', []],
])('%s holds %j', (text, values) => {
  expect(secretsWithin(text).map(({ start, end }) => text.slice(start, end))).toEqual(values);
});

test('letters and digits by chance look like one nearly always', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  let state = 1;
  const random = () => (state = (state * 48_271) % 2_147_483_647);
  const texts = Array.from({ length: 1000 }, () =>
    Array.from({ length: 32 }, () => alphabet.charAt(random() % alphabet.length)).join(''),
  );
  expect(texts.filter(looksSecret).length).toBeGreaterThan(950);
});

test.each([
  '@modelcontextprotocol/server-filesystem',
  'myServerConfiguration2025Final',
  'mcp-server-sequential-thinking-2025',
  '/home/someone/projects/A-Long-Folder-Name-2024',
  'https://mcp.example.com/mcp',
  'https://localhost:3000/',
  'ghcr.io/github/github-mcp-server',
  'production',
  '2026-11-22T06:00:00Z',
  'thisIsAVeryLongOptionNameWithoutDigits',
  'sk-learn-model-registry-server',
])('%s does not', (text) => {
  expect(looksSecret(text)).toBe(false);
});

test.each([
  'YOUR_API_KEY',
  '<your-token>',
  '<YOUR_TOKEN>',
  'your-api-key-here',
  'xxx',
  'insert token here',
  '[token]',
  '/path/to/allowed/files',
  '/Users/username/Desktop',
  'C:\\path\\to\\folder',
])('%s stands for a value of the person', (text) => {
  expect(isPlaceholder(text)).toBe(true);
});

test.each([
  'production',
  'https://my.example.com',
  'sk-ant-0123456789abcdef0',
  '/path',
  'myself',
  '/home/usera',
])('%s is a value', (text) => {
  expect(isPlaceholder(text)).toBe(false);
});

test.each([
  'PATH',
  'Path',
  'LD_PRELOAD',
  'ld_audit',
  'DYLD_INSERT_LIBRARIES',
  'NODE_OPTIONS',
  'node_options',
  'PYTHONPATH',
  'BASH_ENV',
  'GIT_SSH_COMMAND',
  'ELECTRON_RUN_AS_NODE',
  'JAVA_TOOL_OPTIONS',
  'TINA_PASSPHRASE',
])('%s is refused', (name) => {
  expect(isRefusedVariable(name)).toBe(true);
});

test.each(['GITHUB_TOKEN', 'HOME', 'PATHS', 'MEMORY_FILE_PATH', 'OLD_PATH', 'NODE_ENV', 'TINASHE'])(
  '%s is not',
  (name) => {
    expect(isRefusedVariable(name)).toBe(false);
  },
);
