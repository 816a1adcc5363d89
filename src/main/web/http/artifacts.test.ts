import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestHost } from '../__fixtures__/start-test-host.ts';
import type { TestHost } from '../__fixtures__/start-test-host.ts';

const idOf = (mediaType: string) => createHash('sha256').update(mediaType).digest('hex');
const bytes = new Uint8Array(Buffer.from('<script>alert(1)</script>'));

let host: TestHost;
let cookie: string;
const asked: string[] = [];

beforeAll(async () => {
  const kept = new Map(
    ['image/png', 'audio/wav', 'image/svg+xml', 'text/html', 'application/pdf', 'a\r\nb'].map(
      (mediaType) => [idOf(mediaType), { mediaType, bytes }],
    ),
  );
  host = await startTestHost({
    artifacts(id) {
      asked.push(id);
      return Promise.resolve(kept.get(id) ?? null);
    },
  });
  cookie = await host.signIn();
});
afterAll(() => host.close());

const get = (path: string, headers: Record<string, string> = { cookie }) =>
  fetch(`${host.origin}${path}`, { headers });

test.each(['image/png', 'audio/wav'])(
  '%s is shown as what it is, and kept by nobody',
  async (type) => {
    const response = await get(`/artifacts/${idOf(type)}`);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': type,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(response.headers.has('content-disposition')).toBe(false);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  },
);

test.each(['image/svg+xml', 'text/html', 'application/pdf', 'a\r\nb'])(
  '%j can only be saved',
  async (type) => {
    const response = await get(`/artifacts/${idOf(type)}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toBe('attachment');
  },
);

test.each([
  '/artifacts/',
  '/artifacts/..%2f..%2ftina.db',
  `/artifacts/${'A'.repeat(64)}`,
  `/artifacts/${idOf('image/png')}/`,
  `/artifacts/${'0'.repeat(64)}`,
])('%s is not there', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('whoever is not signed in, or comes from elsewhere, is told nothing and nothing is read', async () => {
  const path = `/artifacts/${idOf('image/png')}`;
  asked.length = 0;
  expect((await get(path, {})).status).toBe(401);
  expect((await get(path, { cookie, 'sec-fetch-site': 'same-site' })).status).toBe(403);
  expect((await get(path, { cookie, origin: 'http://127.0.0.1:1' })).status).toBe(403);
  const posted = await fetch(`${host.origin}${path}`, {
    method: 'POST',
    headers: {
      cookie,
      origin: host.origin,
      'content-type': 'application/json',
      'x-tina-csrf': '1',
    },
  });
  expect(posted.status).toBe(404);
  expect(asked).toEqual([]);
});
