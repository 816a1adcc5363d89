import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { openRedirectReceiver } from './redirect-receiver.ts';
import type { RedirectReceiver } from './redirect-receiver.ts';

async function open(port?: number) {
  const clock = createFakeClock(1000);
  const receiver = await openRedirectReceiver(clock, port);
  onTestFinished(() => receiver.close(new Error('over')));
  return { clock, receiver };
}

const at = ({ redirectUri }: RedirectReceiver, query: string) => `${redirectUri}?${query}`;

/** With headers that `fetch` does not let anybody set. */
function ask(
  url: string,
  options: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> },
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, options, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

test('the one answer that is waited for, once, on this computer alone', async () => {
  const { receiver } = await open();
  expect(receiver.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/signed-in$/);
  const answer = receiver.answer('right');
  const response = await fetch(at(receiver, 'code=%3Cscript%3E&state=right'));
  expect(response.status).toBe(200);
  expect((await answer).get('code')).toBe('<script>');
  await expect(fetch(at(receiver, 'code=x&state=right'))).rejects.toThrow();

  const page = await response.text();
  expect(page).not.toContain('script');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test.each([
  ['another state', 'code=x&state=wrong'],
  ['a part of the state', 'code=x&state=righ'],
  ['no state', 'code=x'],
  ['two states', 'code=x&state=right&state=wrong'],
  ['two codes', 'code=x&code=y&state=right'],
])('%s is sent away, and the wait goes on', async (_what, query) => {
  const { receiver } = await open();
  const answer = receiver.answer('right');
  expect((await fetch(at(receiver, query))).status).toBe(400);
  expect((await fetch(at(receiver, 'code=good&state=right'))).status).toBe(200);
  expect((await answer).get('code')).toBe('good');
});

test('another path, another method and another host are sent away', async () => {
  const { receiver } = await open();
  void receiver.answer('right');
  const url = at(receiver, 'code=x&state=right');
  expect(await ask(url.replace('/signed-in', '/other'), {})).toBe(404);
  expect(await ask(url, { method: 'POST' })).toBe(405);
  expect(await ask(url, { headers: { host: 'rebound.example' } })).toBe(421);
  expect(await ask(url, { headers: { host: `localhost:${new URL(url).port}` } })).toBe(421);
  expect(await ask(url, {})).toBe(200);
});

test('before anything is waited for, nothing fits', async () => {
  const { receiver } = await open();
  expect((await fetch(at(receiver, 'code=x&state='))).status).toBe(400);
});

test('after five minutes nobody is waited for', async () => {
  const { clock, receiver } = await open();
  expect(receiver.expiresAt).toBe(301_000);
  const answer = receiver.answer('right');
  clock.advance(299_999);
  expect((await fetch(at(receiver, 'state=wrong'))).status).toBe(400);
  clock.advance(1);
  await expect(answer).rejects.toMatchObject({ details: { cause: 'sign-in-too-late' } });
  await expect(fetch(at(receiver, 'code=x&state=right'))).rejects.toThrow();
});

test('the port it was registered with is taken again, and another where that is in use', async () => {
  const first = (await open()).receiver;
  const port = Number(new URL(first.redirectUri).port);
  const other = (await open(port)).receiver;
  expect(other.redirectUri).not.toBe(first.redirectUri);
  first.close(new Error('over'));
  expect((await open(port)).receiver.redirectUri).toBe(first.redirectUri);
});

test('whoever connected before the answer and asks after it is sent away', async () => {
  const { receiver } = await open();
  const answer = receiver.answer('right');
  const early = connect(Number(new URL(receiver.redirectUri).port), '127.0.0.1');
  await once(early, 'connect');
  expect((await fetch(at(receiver, 'code=x&state=right'))).status).toBe(200);
  await answer;
  early.write(
    `GET /signed-in?state=right HTTP/1.1\r\nHost: ${new URL(receiver.redirectUri).host}\r\n\r\n`,
  );
  const [said] = await once(early.setEncoding('utf8'), 'data');
  expect(said).toContain('HTTP/1.1 400');
});
