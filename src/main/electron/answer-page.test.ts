import { expect, test } from 'vitest';
import { createPageAnswer } from './answer-page.ts';

const id = 'a'.repeat(64);
const answer = createPageAnswer(
  Promise.resolve({ get: () => Promise.resolve(undefined) }),
  Promise.resolve((asked) =>
    Promise.resolve(
      asked === id ? { mediaType: 'image/png', bytes: new Uint8Array([1, 2, 3]) } : null,
    ),
  ),
);

test('what a tool gave is answered by its id, closed as in the browser', async () => {
  const response = await answer({ method: 'GET', url: `app://tina/artifacts/${id}` });
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
});

test.each([
  ['GET', `app://tina/artifacts/${'b'.repeat(64)}`],
  ['GET', 'app://tina/artifacts/x'],
  ['POST', `app://tina/artifacts/${id}`],
  ['GET', `app://other/artifacts/${id}`],
])('%s %s is not there', async (method, url) => {
  expect((await answer({ method, url })).status).toBe(404);
});
