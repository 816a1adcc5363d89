import { expect, test } from 'vitest';
import { serverConfigSchema } from '../../../../shared/contract/mcp-server.ts';
import type { ServerConfig } from '../../../../shared/contract/mcp-server.ts';
import { consentFormOf, consentHashOf, needsConsent, shownRows } from './consent.ts';

const base = {
  id: 'server-00000000',
  name: 'Files',
  transport: {
    type: 'stdio',
    command: 'npx',
    args: ['-y', 'files', { input: 'dir' }],
    env: { B: { secret: 'b' }, A: 'plain', C: { env: 'LANG' } },
    cwd: '/srv',
  },
  inputs: [{ id: 'dir', kind: 'folder', value: '/home/ada' }],
};
const config = serverConfigSchema.parse(base);
const http = serverConfigSchema.parse({
  ...base,
  transport: { type: 'http', url: 'https://x.example', headers: { 'x-a': { secret: 'a' } } },
});

test('the form names everything that is run, and no secret', () => {
  expect(consentFormOf(config)).toEqual({
    type: 'stdio',
    rows: [
      { field: 'command', parts: [{ type: 'text', text: 'npx' }] },
      { field: 'arg.1', parts: [{ type: 'text', text: '-y' }] },
      { field: 'arg.2', parts: [{ type: 'text', text: 'files' }] },
      { field: 'arg.3', parts: [{ type: 'input', id: 'dir', value: '/home/ada' }] },
      { field: 'cwd', parts: [{ type: 'text', text: '/srv' }] },
      { field: 'env.A', parts: [{ type: 'text', text: 'plain' }] },
      { field: 'env.B', parts: [{ type: 'secret', name: 'b' }] },
      { field: 'env.C', parts: [{ type: 'env', name: 'LANG', default: undefined }] },
    ],
  });
});

const having = (change: object) => serverConfigSchema.parse({ ...base, ...change });
const run = (change: object) => having({ transport: { ...base.transport, ...change } });

test.each<[string, ServerConfig]>([
  ['the command', run({ command: 'npx ' })],
  ['an argument', run({ args: ['-y', 'files2', { input: 'dir' }] })],
  ['one argument more', run({ args: [...base.transport.args, ''] })],
  ['the order of arguments', run({ args: ['files', '-y', { input: 'dir' }] })],
  ['arguments joined', run({ args: ['-y files', { input: 'dir' }] })],
  ['the name of a variable', run({ env: { A: 'plain', D: { secret: 'b' }, C: { env: 'LANG' } } })],
  ['a plain value', run({ env: { ...base.transport.env, A: 'other' } })],
  ['another secret', run({ env: { ...base.transport.env, B: { secret: 'c' } } })],
  ['a secret instead of text', run({ env: { ...base.transport.env, A: { secret: 'plain' } } })],
  ['another source', run({ env: { ...base.transport.env, C: { env: 'AWS_SECRET_ACCESS_KEY' } } })],
  ['the folder', run({ cwd: '/' })],
  ['no folder', run({ cwd: undefined })],
  ['a file of variables', run({ envFile: '.env' })],
  ['what was given for an input', having({ inputs: [{ ...base.inputs[0], value: '/' }] })],
  ['the kind of transport', http],
])('%s asks again', (_what, changed) => {
  expect(needsConsent(changed, { hash: consentHashOf(config) })).toBe(true);
});

test.each<[string, ServerConfig]>([
  ['nothing', config],
  ['the name', having({ name: 'Other' })],
  [
    'trust, patience, folders it may ask for',
    having({ trusted: true, enabled: true, timeouts: { listSeconds: 3 }, roots: ['/'] }),
  ],
  ['the label of an input', having({ inputs: [{ ...base.inputs[0], label: 'Folder' }] })],
  ['the order of variables', run({ env: { C: { env: 'LANG' }, B: { secret: 'b' }, A: 'plain' } })],
  ['text in pieces', run({ command: ['n', 'px'] })],
])('%s does not', (_what, changed) => {
  expect(needsConsent(changed, { hash: consentHashOf(config) })).toBe(false);
});

test('the address, a header and its source are part of it too', () => {
  const given = { hash: consentHashOf(http) };
  const other = (change: object) =>
    serverConfigSchema.parse({ ...http, transport: { ...http.transport, ...change } });
  expect(needsConsent(http, undefined)).toBe(true);
  expect(needsConsent(http, given)).toBe(false);
  expect(needsConsent(other({ url: 'https://x.example/' }), given)).toBe(true);
  expect(needsConsent(other({ headers: { 'x-b': { secret: 'a' } } }), given)).toBe(true);
  expect(needsConsent(other({ headers: { 'x-a': { secret: 'b' } } }), given)).toBe(true);
});

test('what is shown is the whole form, with hidden characters apart', () => {
  const long = 'x'.repeat(8000);
  const form = consentFormOf(run({ args: [long, 'a\u202Eb'] }));
  const rows = shownRows(form, '');
  expect(rows).toHaveLength(form.rows.length);
  expect(rows[1]?.parts).toEqual([{ type: 'text', segments: [{ type: 'plain', text: long }] }]);
  expect(rows[2]?.parts).toEqual([
    {
      type: 'text',
      segments: [
        { type: 'plain', text: 'a' },
        { type: 'hidden', text: '\u202E', kind: 'bidi', codes: ['U+202E'] },
        { type: 'plain', text: 'b' },
      ],
    },
  ]);
});

test('a secret that was put down as plain text is not shown', () => {
  const inputs = [{ id: 'dir', secret: true, value: 'canary' }];
  expect(JSON.stringify(consentFormOf(having({ inputs })))).not.toContain('canary');
});
