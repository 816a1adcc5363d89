import { expect, test } from 'vitest';
import { serversFromRegistry } from './from-registry.ts';

const server = { name: 'io.github.example/thing', title: 'Thing', version: '1.2.3' };
const withPackage = (one: object) => ({
  ...server,
  packages: [{ version: '1.2.3', transport: { type: 'stdio' }, ...one }],
});

/** The command line with inputs as `‹id›`, or what is wrong. */
function lines(value: unknown): readonly string[] {
  return serversFromRegistry(value).map((result) => {
    if ('problem' in result) return JSON.stringify(result.problem);
    const { transport } = result.server.draft.config;
    const texts =
      transport.type === 'stdio'
        ? [transport.command, ...transport.args]
        : [transport.kind, transport.url];
    return texts.map((text) => [text].flat().map(shown).join('')).join(' ');
  });
}

function shown(part: unknown): string {
  return typeof part === 'string' ? part : `‹${Object.values(part as object).join()}›`;
}

test.each<[string, object, string]>([
  ['npm', { registryType: 'npm', identifier: '@a/b' }, 'npx -y @a/b@1.2.3'],
  [
    'npm with arguments of both kinds',
    {
      registryType: 'npm',
      identifier: 'b',
      runtimeHint: 'npx',
      runtimeArguments: [
        { type: 'named', name: '--yes' },
        { type: 'named', name: '--prefix', value: '/x' },
      ],
      packageArguments: [
        { type: 'positional', value: 'start' },
        { type: 'positional', valueHint: 'target_dir', isRequired: true },
        { type: 'named', name: '--port', format: 'number', default: '80', isRequired: true },
        { type: 'named', name: '--mode', choices: ['a', 'b'] },
        { type: 'named', name: '--verbose' },
      ],
    },
    'npx --yes --prefix /x b@1.2.3 start ‹target_dir› --port ‹port› --mode=‹mode› --verbose',
  ],
  [
    'npm of another registry',
    { registryType: 'npm', identifier: 'b', registryBaseUrl: 'https://npm.example' },
    'npx -y --registry=https://npm.example b@1.2.3',
  ],
  ['pypi', { registryType: 'pypi', identifier: 'b-c', runtimeHint: 'uvx' }, 'uvx b-c@1.2.3'],
  [
    'pypi through pipx',
    { registryType: 'pypi', identifier: 'b', runtimeHint: 'pipx' },
    'pipx run b==1.2.3',
  ],
  [
    'oci',
    {
      registryType: 'oci',
      identifier: 'ghcr.io/a/b:v1',
      version: undefined,
      runtimeArguments: [
        {
          type: 'named',
          name: '--mount',
          value: 'type=bind,src={source},dst={target}',
          variables: { source: { isRequired: true }, target: { value: '/project' } },
        },
      ],
      environmentVariables: [{ name: 'TOKEN', isSecret: true, isRequired: true }],
      packageArguments: [{ type: 'positional', value: '/project' }],
    },
    'docker run -i --rm --mount type=bind,src=‹source›,dst=/project -e TOKEN ghcr.io/a/b:v1 /project',
  ],
  [
    'oci with its version beside it',
    { registryType: 'oci', identifier: 'a/b' },
    'docker run -i --rm a/b:1.2.3',
  ],
  [
    'nuget',
    {
      registryType: 'nuget',
      identifier: 'A.B',
      packageArguments: [{ type: 'positional', value: 'mcp' }],
    },
    'dnx A.B@1.2.3 --yes -- mcp',
  ],
  [
    'mcpb',
    { registryType: 'mcpb', identifier: 'https://x.example/a.mcpb', fileSha256: 'ab' },
    '{"problem":"bundle-elsewhere","entry":"https://x.example/a.mcpb","sha256":"ab"}',
  ],
  [
    'a kind of package nobody knows',
    { registryType: 'cargo', identifier: 'b' },
    '{"problem":"package-unknown","entry":"b"}',
  ],
  [
    'a name that would be an option',
    { registryType: 'npm', identifier: '--eval=x' },
    '{"problem":"package-unknown","entry":"--eval=x"}',
  ],
  [
    'a version that would be more',
    { registryType: 'npm', identifier: 'b', version: '1 --eval x' },
    '{"problem":"package-unknown","entry":"b"}',
  ],
  [
    'a runtime that is none for it',
    { registryType: 'npm', identifier: 'b', runtimeHint: 'bash' },
    '{"problem":"runtime-unknown","entry":"b","fault":"bash"}',
  ],
  [
    'one that listens',
    { registryType: 'npm', identifier: 'b', transport: { type: 'sse', url: 'http://127.0.0.1' } },
    '{"problem":"transport-unknown","entry":"b"}',
  ],
])('%s', (_what, one, line) => {
  expect(lines(withPackage(one))).toEqual([line]);
});

test('remotes come first, with the variables of their address and their headers', () => {
  const [first, second] = serversFromRegistry({
    ...server,
    packages: [{ registryType: 'npm', identifier: 'b', version: '1' }],
    remotes: [
      {
        type: 'streamable-http',
        url: 'https://{tenant}.example.com/{other}',
        variables: { tenant: { description: 'Your tenant', isRequired: true } },
        headers: [
          { name: 'X-API-Key', isSecret: true, isRequired: true },
          { name: 'X-Region', default: 'eu', choices: ['eu', 'us'] },
          {
            name: 'Authorization',
            value: 'Bearer {token}',
            variables: { token: { isSecret: true } },
          },
          { name: 'Host', value: 'x' },
        ],
      },
    ],
  });
  expect(first).toEqual({
    server: {
      draft: {
        config: {
          name: 'Thing',
          enabled: false,
          trusted: false,
          transport: {
            type: 'http',
            url: ['https://', { input: 'tenant' }, '.example.com/{other}'],
            headers: {
              'x-api-key': { input: 'x-api-key' },
              'x-region': { input: 'x-region' },
              authorization: ['Bearer ', { input: 'token' }],
            },
            kind: 'auto',
          },
          inputs: [
            {
              ...input('x-api-key'),
              secret: true,
              required: true,
            },
            { ...input('x-region'), kind: 'choice', choices: ['eu', 'us'], default: 'eu' },
            { ...input('token'), secret: true },
            { ...input('tenant'), label: 'Your tenant', required: true },
          ],
          timeouts: { listSeconds: 15, callIdleSeconds: 60, callTotalSeconds: 600 },
          roots: [],
          sampling: 'off',
          source: { type: 'registry', name: 'io.github.example/thing', version: '1.2.3' },
        },
        notes: [
          { note: 'input-needed', input: 'x-api-key' },
          { note: 'header-refused', name: 'host' },
          { note: 'input-needed', input: 'tenant' },
        ],
      },
      secrets: new Map(),
    },
  });
  expect(second).toMatchObject({
    server: { draft: { config: { transport: { args: ['-y', 'b@1'] } } } },
  });
});

test('variables: what may not be set is refused, a preset secret is none', () => {
  const [result] = serversFromRegistry(
    withPackage({
      registryType: 'npm',
      identifier: 'b',
      environmentVariables: [
        { name: 'NODE_OPTIONS', value: '--require /tmp/x' },
        { name: 'FIXED', value: 'one' },
        { name: 'PRESET', default: 'hush', isSecret: true },
        { name: 'MAYBE', description: 'Perhaps' },
      ],
    }),
  );
  if (result === undefined || 'problem' in result) throw new Error('There is none.');
  const { draft, secrets } = result.server;
  expect(draft.config.transport).toMatchObject({
    env: { FIXED: 'one', PRESET: { input: 'PRESET' }, MAYBE: { input: 'MAYBE' } },
  });
  expect(draft.config.inputs).toMatchObject([
    { id: 'PRESET', secret: true },
    { id: 'MAYBE', required: false },
  ]);
  expect(JSON.stringify(draft)).not.toContain('hush');
  expect([...secrets]).toEqual([]);
  expect(draft.config.inputs[0]).not.toHaveProperty('value');
  expect(draft.notes).toEqual([
    { note: 'env-refused', name: 'NODE_OPTIONS' },
    { note: 'secret-left-out', field: 'input.PRESET' },
  ]);
});

test('two inputs of one name that differ stay two', () => {
  const mount = (description: string) => ({
    type: 'named',
    name: '-v',
    value: '{path}:/data',
    variables: { path: { description, isRequired: true } },
  });
  const runtimeArguments = [mount('Yours'), mount('Mine'), mount('Yours')];
  expect(lines(withPackage({ registryType: 'oci', identifier: 'a/b', runtimeArguments }))).toEqual([
    'docker run -i --rm -v ‹path›:/data -v ‹path-2›:/data -v ‹path›:/data a/b:1.2.3',
  ]);
});

test('the first schema, with names in snake case, and an answer of the registry are read as well', () => {
  const packages = [
    { registry_type: 'pypi', identifier: 'b', version: '1', environment_variables: [] },
    { registry_name: 'npm', name: 'c' },
  ];
  const value = { server: { ...server, packages }, status: 'deprecated' };
  expect(lines(value)).toEqual(['uvx b@1', 'npx -y c']);
  const notes = serversFromRegistry(value).map((it) => 'server' in it && it.server.draft.notes);
  expect(notes).toEqual([
    [{ note: 'deprecated' }],
    [{ note: 'deprecated' }, { note: 'version-open' }],
  ]);
});

test.each([null, 1, 'x', [], {}, { packages: 1 }, { packages: [null, 1], remotes: [{}] }])(
  '%j gives no server and does not throw',
  (value) => {
    expect(serversFromRegistry(value).every((result) => 'problem' in result)).toBe(true);
  },
);

function input(id: string) {
  return { id, kind: 'text', label: '', secret: false, required: false, choices: [], foreign: {} };
}
