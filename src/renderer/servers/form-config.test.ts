import { describe, expect, test } from 'vitest';
import { draftConfigSchema } from '../../shared/contract/mcp-server.ts';
import type { DraftConfig } from '../../shared/contract/mcp-server.ts';
import { newConfig, newRemoteConfig, otherSecrets, readForm } from './form-config.ts';
import type { NamedRow } from './form-config.ts';

type Given = Readonly<Record<string, string | boolean>>;

function read(given: Given, rows: readonly NamedRow[] = [], before: DraftConfig = newConfig) {
  return readForm(
    {
      text: (name) => (typeof given[name] === 'string' ? given[name] : ''),
      isChecked: (name) => given[name] === true,
    },
    rows,
    before,
  );
}

const row = (id: number, name = '', secret?: string): NamedRow => ({
  id,
  name,
  written: '',
  secret,
});
const basic = { name: 'Files', command: 'npx', listSeconds: '15' };

test('a new server is one the contract takes', () => {
  expect(draftConfigSchema.parse({ ...newConfig, name: 'x' })).toEqual({ ...newConfig, name: 'x' });
});

test('fields come to a configuration, and secrets stay apart from it', () => {
  const form = read(
    {
      ...basic,
      args: '-y\nserver\n\n${home}/files',
      cwd: '${home}',
      'row-1': 'LEVEL',
      'value-1': 'debug',
      'row-2': 'TOKEN',
      'value-2': 'canary',
      'secret-row-2': true,
      callIdleSeconds: '5',
    },
    [row(1), row(2), row(3)],
  );
  expect(form).toEqual({
    ok: true,
    secrets: { 'env.TOKEN': 'canary' },
    config: {
      ...newConfig,
      name: 'Files',
      transport: {
        type: 'stdio',
        command: 'npx',
        args: ['-y', 'server', [{ variable: 'home' }, '/files']],
        env: { LEVEL: 'debug', TOKEN: { secret: 'env.TOKEN' } },
        cwd: { variable: 'home' },
      },
      timeouts: { ...newConfig.timeouts, callIdleSeconds: 5 },
    },
  });
  expect(JSON.stringify(form.ok && form.config)).not.toContain('canary');
});

describe('what is kept', () => {
  const before: DraftConfig = {
    ...newConfig,
    name: 'Old',
    trusted: true,
    transport: {
      type: 'stdio',
      command: 'node',
      args: ['--key', ['Bearer ', { secret: 'arg.2' }]],
      env: { TOKEN: { secret: 'mine' } },
      envFile: '.env',
      cwd: '/old',
    },
    inputs: draftConfigSchema.parse({
      ...newConfig,
      name: 'x',
      inputs: [
        { id: 'folder', kind: 'folder', value: '/a' },
        { id: 'key', secret: true, value: { secret: 'key' } },
        { id: 'port', kind: 'number' },
        { id: 'loud', kind: 'switch' },
      ],
    }).inputs,
    foreign: { format: 'cursor', entry: { x: 1 } },
  };
  const same = {
    ...basic,
    args: '--key\nBearer ${secret:arg.2}',
    'row-1': 'TOKEN',
    'secret-row-1': true,
    'input-folder': '/a',
  };

  test('a secret whose field is left empty keeps its value', () => {
    expect(otherSecrets(before)).toEqual(['arg.2']);
    const form = read(same, [row(1, 'TOKEN', 'mine')], before);
    expect(form).toMatchObject({
      ok: true,
      secrets: {},
      config: {
        trusted: true,
        foreign: before.foreign,
        transport: {
          args: ['--key', ['Bearer ', { secret: 'arg.2' }]],
          env: { TOKEN: { secret: 'mine' } },
          envFile: '.env',
        },
        inputs: [{ value: '/a' }, { value: { secret: 'key' } }, {}, { value: 'false' }],
      },
    });
    expect(form.ok && form.secrets).toEqual({});
    expect(form.ok && 'cwd' in form.config.transport).toBe(false);
  });

  test('a new value goes to where the old one is', () => {
    const form = read(
      {
        ...same,
        'value-1': 'new',
        'secret-arg.2': 'newer',
        'input-key': 'newest',
        'input-loud': true,
      },
      [row(1, 'TOKEN', 'mine')],
      before,
    );
    expect(form).toMatchObject({
      ok: true,
      secrets: { mine: 'new', 'arg.2': 'newer', key: 'newest' },
      config: { inputs: [{}, { value: { secret: 'key' } }, {}, { value: 'true' }] },
    });
  });

  test('a new secret takes the place of none that is there', () => {
    const rows = [row(1), row(2, 'A', 'env.A'), row(3)];
    const given = {
      ...same,
      'row-1': 'A',
      'value-1': 'new',
      'secret-row-1': true,
      'row-2': 'B',
      'secret-row-2': true,
      'row-3': 'A.2',
      'value-3': 'newer',
      'secret-row-3': true,
    };
    expect(read(given, rows, before)).toMatchObject({
      config: {
        transport: {
          env: { A: { secret: 'env.A.2' }, B: { secret: 'env.A' }, 'A.2': { secret: 'env.A.2.2' } },
        },
      },
      secrets: { 'env.A.2': 'new', 'env.A.2.2': 'newer' },
    });
  });

  test('a secret that is to be one no more is given anew', () => {
    const open = { ...same, 'secret-row-1': false };
    expect(read(open, [row(1, 'TOKEN', 'mine')], before)).toEqual({
      ok: false,
      at: 'value-1',
      fault: 'valueMissing',
    });
    expect(read({ ...open, 'value-1': 'seen' }, [row(1, 'TOKEN', 'mine')], before)).toMatchObject({
      config: { transport: { env: { TOKEN: 'seen' } } },
      secrets: {},
    });
  });

  test('a number is one', () => {
    expect(read({ ...same, 'input-port': 'x' }, [], before)).toMatchObject({
      at: 'input-port',
      fault: 'numberMalformed',
    });
  });
});

test('an address and its headers', () => {
  const before: DraftConfig = {
    ...newConfig,
    transport: { type: 'http', url: 'https://a.example', headers: {}, kind: 'auto' },
  };
  const given = { name: 'Far', 'row-1': 'Authorization', 'value-1': 'x', 'secret-row-1': true };
  expect(read(given, [row(1)], before)).toMatchObject({ at: 'url', fault: 'urlMissing' });
  expect(read({ ...given, url: 'https://b.example' }, [row(1)], before)).toMatchObject({
    ok: true,
    secrets: { 'header.authorization': 'x' },
    config: {
      transport: {
        type: 'http',
        url: 'https://b.example',
        headers: { authorization: { secret: 'header.authorization' } },
      },
    },
  });
});

describe('how Tina is known where people sign in', () => {
  const remote = { ...basic, url: 'https://x.example/mcp' };
  const oauthOf = (given: Given, before: DraftConfig = newRemoteConfig) => {
    const form = read({ ...remote, ...given }, [], before);
    if (!form.ok || form.config.transport.type !== 'http') throw new Error('it is not read');
    return { oauth: form.config.transport.oauth, secrets: form.secrets };
  };
  const given = { oauthClientId: ' mine ', oauthSecret: 'hush', oauthScopes: ' a  b a ' };
  const known = { clientId: 'mine', clientSecret: { secret: 'kept' }, scopes: ['a', 'b'] };
  const before = (): DraftConfig => ({
    ...newRemoteConfig,
    transport: { type: 'http', url: remote.url, headers: {}, kind: 'auto', oauth: known },
  });

  test('nothing is said where nothing was', () => {
    expect(oauthOf({})).toEqual({ oauth: undefined, secrets: {} });
  });

  test('an id, its secret apart, scopes, and a document', () => {
    const oauthDocument = 'https://x.example/client.json';
    expect(oauthOf({ ...given, oauthDocument })).toEqual({
      oauth: {
        clientId: 'mine',
        clientSecret: { secret: 'oauth.clientSecret' },
        scopes: ['a', 'b'],
        metadataDocumentUrl: oauthDocument,
      },
      secrets: { 'oauth.clientSecret': 'hush' },
    });
  });

  test('a secret whose field is left empty keeps its value, and goes with its id', () => {
    const same = { oauthClientId: 'mine', oauthScopes: 'a b' };
    expect(oauthOf(same, before())).toEqual({ oauth: known, secrets: {} });
    expect(oauthOf({ oauthScopes: 'a' }, before()).oauth).toEqual({ scopes: ['a'] });
    expect(oauthOf(given, before()).secrets).toEqual({ kept: 'hush' });
  });

  test.each([
    [{ oauthSecret: 'hush' }, 'oauthClientId', 'clientIdMissing'],
    [{ oauthDocument: 'http://x.example' }, 'oauthDocument', 'documentMalformed'],
    [{ oauthDocument: 'x' }, 'oauthDocument', 'documentMalformed'],
  ])('%j is refused', (wrong, at, fault) => {
    const form = read({ ...remote, ...wrong }, [], newRemoteConfig);
    expect(form).toEqual({ ok: false, at, fault });
  });
});

test.each<readonly [Given, string, string]>([
  [{ command: 'x' }, 'name', 'nameMissing'],
  [{ name: 'x' }, 'command', 'commandMissing'],
  [{ ...basic, 'value-1': 'x' }, 'row-1', 'rowNameMissing'],
  [{ ...basic, 'row-1': 'A B', 'value-1': 'x' }, 'row-1', 'rowNameMalformed'],
  [{ ...basic, 'row-1': 'A', 'row-2': 'A' }, 'row-2', 'rowTwice'],
  [{ ...basic, 'row-1': 'A', 'secret-row-1': true }, 'value-1', 'valueMissing'],
  [{ ...basic, args: '${input:what}' }, 'args', 'inputUnknown'],
  [{ ...basic, listSeconds: '0' }, 'listSeconds', 'numberMalformed'],
])('%j is to be mended at %s: %s', (given, at, fault) => {
  expect(read(given, [row(1), row(2)])).toEqual({ ok: false, at, fault });
});
