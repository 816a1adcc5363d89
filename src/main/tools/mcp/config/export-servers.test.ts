import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importFormats } from '../../../../shared/contract/mcp-server.ts';
import type { ImportFormat } from '../../../../shared/contract/mcp-server.ts';
import { exportServers } from './export-servers.ts';
import { importServers } from './import/import-servers.ts';
import { dialects } from './dialects.ts';

const read = (text: string, format: ImportFormat) => {
  const result = importServers(text, { format, file: 'file.json' });
  return { ...result, configs: result.servers.map(({ draft }) => draft.config) };
};

/** Of letters that spell no word for a secret, and nothing that stands for one. */
const word = fc.stringMatching(/^[b-d]{1,8}$/);
const variable = fc.stringMatching(/^[B-D]{2,6}_(MODE|LEVEL|PORT)$/);
const header = word.map((name) => `x-${name}`);
const json = fc.anything({
  key: word,
  values: [word, fc.integer(), fc.boolean(), fc.constant(null)],
  maxDepth: 3,
});

/** Files in every format, with fields that format knows and some that nobody does. */
function fileOf(format: ImportFormat) {
  const { list, urlField, variables } = dialects[format];
  const reference = fc.oneof(
    word,
    ...(variables.has('env') ? [variable.map((name) => `\${env:${name}}`)] : []),
    ...(variables.has('bare')
      ? [variable.map((name) => `\${${name}}`), variable.map((name) => `\${${name}:-x}`)]
      : []),
    ...(variables.has('folders')
      ? [fc.constantFrom('${workspaceFolder}', '${userHome}', '${pathSeparator}')]
      : []),
  );
  const text = fc.array(reference, { minLength: 1, maxLength: 3 }).map((it) => it.join('-'));
  const unknown = fc.dictionary(
    word.map((name) => `z${name}`),
    json,
    { maxKeys: 3 },
  );
  const optional = { requiredKeys: [] };
  const stdio = fc.record(
    {
      command: text,
      args: fc.array(text, { minLength: 1, maxLength: 4 }),
      env: fc.dictionary(fc.oneof(variable, fc.constant('PATH')), text, { minKeys: 1, maxKeys: 4 }),
      cwd: text,
      envFile: text,
      type: fc.constant('stdio'),
      disabled: fc.boolean(),
    },
    { requiredKeys: ['command'] },
  );
  const http = fc.record(
    {
      [urlField]: text.map((path) => `https://example.com/${path}`),
      headers: fc.dictionary(fc.oneof(header, fc.constant('host')), text, {
        minKeys: 1,
        maxKeys: 4,
      }),
      type: fc.constantFrom('http', 'sse', 'streamable-http'),
    },
    { requiredKeys: [urlField] },
  );
  const entry = fc
    .tuple(unknown, fc.oneof(stdio, http), fc.record({ timeout: fc.nat() }, optional))
    .map((fields) => Object.assign({}, ...fields) as object);
  return fc
    .dictionary(word, entry, { minKeys: 1, maxKeys: 4 })
    .map((servers) => ({ [list]: servers }));
}

describe.each(importFormats)('%s', (format) => {
  test('a file that is read and written again says the same', () => {
    fc.assert(
      fc.property(fileOf(format), (file) => {
        const plain = JSON.parse(JSON.stringify(file)) as object;
        const { configs, problems } = read(JSON.stringify(file), format);
        expect(problems).toEqual([]);
        expect(exportServers(configs, format).file).toEqual(plain);
      }),
      { numRuns: 150 },
    );
  });

  test('what was written can be read, and says the same once more', () => {
    fc.assert(
      fc.property(fileOf('cursor'), (file) => {
        const { configs } = read(JSON.stringify(file), 'cursor');
        const once = exportServers(configs, format).file;
        const again = read(JSON.stringify(once), format);
        expect(again.problems).toEqual([]);
        expect(exportServers(again.configs, format).file).toEqual(once);
      }),
      { numRuns: 100 },
    );
  });

  test('no secret is in a draft, a note or an export', () => {
    // Two are known by their looks, the others by their names only.
    const [a, g] = ['CanaryA-aB3dE5fG7hJ9kL1mN3pQ', 'CanaryG-aB3dE5fG7hJ9kL1mN3pQ'];
    const [b, c, d, e, f, h, i] = [
      'canary-b',
      'canary-c',
      'canary-d',
      'canary-e',
      'canary-f',
      'canary-h',
      'canary-i',
    ];
    const canaries = [a, b, c, d, e, f, g, h, i];
    const servers = {
      local: {
        command: 'npx',
        args: [
          '-y',
          'some-server',
          '--token',
          b,
          `--api-key=${c}`,
          `{"url": "redis://:${f}@cache", "token": "${b}"}`,
          '-e',
          `DB_PASSWORD=${d}`,
          '--header',
          `Authorization: Bearer ${e}`,
        ],
        env: { API_TOKEN: a, DATABASE: `postgres://me:${f}@db/x`, SHAPE: g },
        deeper: { list: [{ secretKey: h }] },
      },
      remote: {
        [dialects[format].urlField]:
          `https://example.com/s/${a}/mcp?api_key=${b}&plain=yes#token=${c}`,
        headers: { Authorization: `Bearer ${d}`, 'X-Api-Key': e },
        auth: { CLIENT_ID: 'me', CLIENT_SECRET: i },
        oauth: { clientId: 'me', clientSecret: i },
      },
    };
    const { list } = dialects[format];
    const result = read(JSON.stringify({ [list]: servers }), format);
    expect(result.problems).toEqual([]);
    const shown = JSON.stringify([
      result.servers,
      result.configs,
      ...importFormats.map((to) => exportServers(result.configs, to)),
    ]);
    for (const canary of canaries) expect(shown).not.toContain(canary);
    const kept = result.servers.flatMap(({ secrets }) => [...secrets.values()]).join(' ');
    for (const canary of canaries.filter((it) => it !== h)) expect(kept).toContain(canary);
    expect(shown).toContain('plain=yes');
  });
});

test('secrets and what is still to give become inputs in VS Code, each server having its own', () => {
  const entry = { command: 'x', env: { API_KEY: 'sk-0123456789abcdefghij' } };
  const { configs } = read(
    JSON.stringify({ mcpServers: { a: entry, b: entry } }),
    'claude-desktop',
  );
  expect(exportServers(configs, 'vscode')).toEqual({
    file: {
      servers: {
        a: { command: 'x', env: { API_KEY: '${input:env.API_KEY}' }, type: 'stdio' },
        b: { command: 'x', env: { API_KEY: '${input:b.env.API_KEY}' }, type: 'stdio' },
      },
      inputs: [
        { id: 'env.API_KEY', type: 'promptString', description: 'a: env.API_KEY', password: true },
        {
          id: 'b.env.API_KEY',
          type: 'promptString',
          description: 'b: env.API_KEY',
          password: true,
        },
      ],
    },
    notes: [
      { server: 'a', note: 'secret-to-give', field: 'env.API_KEY' },
      { server: 'b', note: 'secret-to-give', field: 'env.API_KEY' },
    ],
  });
});

test('inputs of VS Code come back as they were, with what Tina does not know of them', () => {
  const file = {
    servers: {
      a: { type: 'stdio', command: 'a', args: ['${input:one}', '${input:two}'] },
      b: { type: 'http', url: 'https://b.example', headers: { 'x-one': '${input:one}' } },
    },
    inputs: [
      { id: 'one', type: 'promptString', description: 'One', password: true, mine: [1] },
      { id: 'two', type: 'pickString', options: [{ label: 'A', value: 'a' }], default: 'a' },
    ],
  };
  const { configs } = read(JSON.stringify(file), 'vscode');
  expect(exportServers(configs, 'vscode').file).toEqual(file);
});

test('what an application has no word for is said', () => {
  const text = '{"mcpServers":{"a":{"command":"${userHome}/x","args":["${env:A}"]}}}';
  const { configs } = read(text, 'cursor');
  expect(exportServers(configs, 'claude-desktop').notes).toEqual([
    { server: 'a', note: 'not-said-there', field: 'command' },
    { server: 'a', note: 'not-said-there', field: 'arg.1' },
  ]);
  const literal = '{"mcpServers":{"a":{"command":"x","args":["${env:A}"]}}}';
  expect(exportServers(read(literal, 'claude-desktop').configs, 'cursor').notes).toEqual([
    { server: 'a', note: 'not-said-there', field: 'arg.1' },
  ]);
});
