import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../../shared/clock.ts';
import { signInFailure } from './oauth/sign-in-failure.ts';

/** Where a browser comes back to after a sign-in. */
export interface RedirectReceiver {
  readonly redirectUri: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /**
   * The answer to what was asked with this `state`, once. Whoever comes with another is sent away, and the wait goes
   * on. Rejects with a `signInFailure` after five minutes, and with the reason it was closed for.
   */
  answer(state: string): Promise<URLSearchParams>;
  close(reason: unknown): void;
}

const host = '127.0.0.1';
const path = '/signed-in';
const waitMs = 5 * 60_000;

/** `port`: where Tina was registered with it before; another is taken where that one is in use. */
export async function openRedirectReceiver(clock: Clock, port = 0): Promise<RedirectReceiver> {
  const answered = Promise.withResolvers<URLSearchParams>();
  answered.promise.catch(() => undefined); // whoever waits hears of it
  let expected: Buffer | undefined;

  function take(request: IncomingMessage, response: ServerResponse): void {
    // A page of the web whose name was made to lead here names itself.
    if (request.headers.host !== `${host}:${own}`) return say(response, 421, otherPage);
    if (request.method !== 'GET') return say(response, 405, otherPage);
    const target = `http://${host}${request.url ?? ''}`;
    const url = URL.canParse(target) ? new URL(target) : undefined;
    if (url?.pathname !== path) return say(response, 404, otherPage);
    if (expected === undefined || !isExpected(url.searchParams, expected))
      return say(response, 400, otherPage);
    say(response, 200, donePage);
    expected = undefined;
    finish();
    answered.resolve(url.searchParams);
  }

  const server = createServer({ maxHeaderSize: 32_768 }, take);
  server.headersTimeout = 10_000;
  server.maxConnections = 20;
  await listen(port).catch((error: unknown) => {
    if (port === 0) throw error;
    return listen(0);
  });
  server.on('error', (error) => close(error));
  const expiresAt = clock.now() + waitMs;
  const cancel = clock.after(waitMs, () => close(signInFailure('sign-in-too-late', undefined)));

  function listen(at: number): Promise<void> {
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  }

  /** Whoever is answered at this moment still is. */
  function finish(): void {
    cancel();
    server.close();
    server.closeIdleConnections();
  }

  function close(reason: unknown): void {
    finish();
    server.closeAllConnections();
    answered.reject(reason);
  }

  const { port: own } = server.address() as AddressInfo;
  return {
    redirectUri: `http://${host}:${own}${path}`,
    expiresAt,
    answer(state) {
      expected = digest(state);
      return answered.promise;
    },
    close,
  };
}

/** A parameter that is there twice could be read in two ways. */
function isExpected(answer: URLSearchParams, expected: Buffer): boolean {
  const names = [...answer.keys()];
  const [state] = answer.getAll('state');
  return (
    new Set(names).size === names.length &&
    state !== undefined &&
    timingSafeEqual(digest(state), expected)
  );
}

/** Of one length, whatever came. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function say(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(page);
}

function pageOf(english: string, german: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Tina</title>
<main>
<h1>Tina</h1>
<p>${english}</p>
<p lang="de">${german}</p>
</main>
</html>
`;
}

/** The same whatever the answer says: that is for Tina to tell. */
const donePage = pageOf(
  'You can close this page and go back to Tina.',
  'Du kannst diese Seite schließen und zu Tina zurückkehren.',
);
const otherPage = pageOf('Nobody waits for this here.', 'Darauf wartet hier niemand.');
