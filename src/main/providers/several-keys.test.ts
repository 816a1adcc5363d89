import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { createFakeClock } from '../../shared/clock.ts';
import { settingsSchema } from '../../shared/contract/settings.ts';
import { serve } from './__fixtures__/serve.ts';
import type { Received } from './__fixtures__/serve.ts';
import { openaiEntry } from './openai/entry.ts';
import { createRegistry } from './registry.ts';

/** Several keys of one provider, where nothing is asked of a model. */

const { signal } = new AbortController();
const first = 'sk-the-first-of-them-1111';
const second = 'sk-the-second-of-them-2222';
const short = 'sk-short';

/** What a key is told by a server that knows it: a status, else its models. */
function knows(statuses: Readonly<Record<string, number>>) {
  return (response: ServerResponse, { headers }: Received) => {
    const status = statuses[headers.authorization?.replace('Bearer ', '') ?? ''] ?? 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(
      status === 200
        ? JSON.stringify({ object: 'list', data: [{ id: 'gpt-5', object: 'model', created: 1 }] })
        : JSON.stringify({ error: { message: `never shown: ${first}`, type: 'x', code: null } }),
    );
  };
}

function registryAt(url: string, keys: readonly string[], elsewhere: readonly string[] = []) {
  const baseUrl = `${url}/v1`;
  return createRegistry({
    entries: [openaiEntry],
    settings: () => settingsSchema.parse({ providers: { openai: { baseUrl } } }),
    environment: {},
    storedKeys: () =>
      keys.map((value, place) => ({
        id: String(place + 1),
        value,
        place: 'session',
        origin: elsewhere.includes(value) ? 'http://127.0.0.1:1' : new URL(url).origin,
      })),
    record: () => {},
    clock: createFakeClock(),
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
}

test.each([401, 403, 429])(
  'the list of models goes on to the next key after %i',
  async (status) => {
    await using server = await serve(knows({ [first]: status }));
    const list = await registryAt(server.url, [first, second]).models({ refresh: false, signal });
    expect(list.sources).toEqual([{ provider: 'openai', source: 'live' }]);
    expect(list.models.map(({ id }) => id)).toEqual(['gpt-5']);
    expect(server.received).toHaveLength(2);
  },
);

test('the list does not ask with another key what has nothing to do with the key', async () => {
  await using server = await serve(knows({ [first]: 500 }));
  const list = await registryAt(server.url, [first, second]).models({ refresh: false, signal });
  expect(list.sources).toMatchObject([{ source: 'shipped', error: { code: 'provider-failed' } }]);
  expect(server.received).toHaveLength(1);
});

test('where every key is refused, the list says what ends by itself', async () => {
  await using server = await serve(knows({ [first]: 401, [second]: 429 }));
  const list = await registryAt(server.url, [first, second]).models({ refresh: false, signal });
  expect(list.sources).toMatchObject([{ source: 'shipped', error: { code: 'rate-limited' } }]);
});

test('a check tries every key and names those that failed', async () => {
  await using server = await serve(knows({ [second]: 401, [short]: 429 }));
  const registry = registryAt(server.url, [first, second, short]);
  const error = await registry.check('openai', {}, signal).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: 'authentication-failed',
    message: expect.stringMatching(
      /^2 of 3 keys of OpenAI failed the check\. Key 2 \(…2222\): OpenAI did not accept .* Key 3: OpenAI /,
    ),
    details: {
      situation: 'keys-failed',
      failed: 2,
      all: 3,
      failures: [
        { key: '2 (…2222)', error: { code: 'authentication-failed' } },
        { key: '3', error: { code: 'rate-limited' } },
      ],
    },
  });
  for (const key of [first, second, short]) expect(JSON.stringify(error)).not.toContain(key);
  expect(server.received).toHaveLength(3);
});

test('a key for another address is not checked, counts as the settings count it, and is not in use', async () => {
  await using server = await serve(knows({ [short]: 401 }));
  const registry = registryAt(server.url, [first, second, short], [first]);
  await expect(registry.check('openai', {}, signal)).rejects.toMatchObject({
    details: { failed: 1, all: 2, failures: [{ key: '3' }] },
  });
  expect(registry.health('openai').keys).toEqual([
    { last4: '1111', asideUntil: null, forOrigin: 'http://127.0.0.1:1' },
    { last4: '2222', asideUntil: null },
    { last4: '', asideUntil: null },
  ]);
});

test('a check of keys that all work says nothing', async () => {
  await using server = await serve(knows({}));
  await registryAt(server.url, [first, second]).check('openai', {}, signal);
  expect(server.received).toHaveLength(2);
});

test('a check with a key that is only tried asks with that one', async () => {
  await using server = await serve(knows({ [first]: 401 }));
  await registryAt(server.url, [first, second]).check('openai', { key: 'sk-tried' }, signal);
  expect(server.received).toHaveLength(1);
});

test('a check names no key for what has nothing to do with keys', async () => {
  await using server = await serve(knows({ [first]: 500, [second]: 500 }));
  const checked = registryAt(server.url, [first, second]).check('openai', {}, signal);
  await expect(checked).rejects.toMatchObject({ code: 'provider-failed' });
  await expect(checked).rejects.not.toHaveProperty('details.failures');
});
