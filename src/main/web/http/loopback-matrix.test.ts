import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendRaw, startTestHost, type TestHost } from '../__fixtures__/start-test-host.ts';

let host: TestHost;
let cookie: string;
let port: number;

beforeAll(async () => {
  host = await startTestHost();
  cookie = await host.signIn();
  port = host.web.port;
});
afterAll(() => host.close());

interface Case {
  /** Sent as they are, P stands for the port, C for the session's cookie; `Host: 127.0.0.1:P` unless given. */
  readonly headers?: readonly string[];
  readonly line?: string;
  readonly status: number;
}

const own = 'Origin: http://127.0.0.1:P';
const signedIn = 'Cookie: C';
const json = 'Content-Type: application/json';
const csrf = 'X-Tina-Csrf: 1';
const navigates = 'Sec-Fetch-Mode: navigate';
const upgrade = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];
const signOut = 'POST /auth/sign-out';
const noBody = 'Content-Length: 0';

describe('a page', () => {
  const page = [signedIn, navigates];
  matrix({
    'signed in, typed into the address bar': {
      headers: [...page, 'Sec-Fetch-Site: none'],
      status: 200,
    },
    'signed in, from our own page': {
      headers: [...page, 'Sec-Fetch-Site: same-origin'],
      status: 200,
    },
    'signed in, a browser without Sec-Fetch-Site': { headers: page, status: 200 },
    'signed in, by HEAD': { line: 'HEAD /', headers: page, status: 200 },
    'not signed in goes to the sign-in page': { headers: [navigates], status: 302 },
    'the quick prompt, signed in': { line: 'GET /quick', headers: page, status: 200 },
    'the quick prompt, not signed in, goes to the sign-in page': {
      line: 'GET /quick',
      headers: [navigates],
      status: 302,
    },
    'the quick prompt from another site': {
      line: 'GET /quick',
      headers: [...page, 'Sec-Fetch-Site: cross-site'],
      status: 403,
    },
    'quick.html by name without a session': { line: 'GET /quick.html', status: 401 },
    'the sign-in page without a session': { line: 'GET /sign-in', status: 200 },
    'health without a session': { line: 'GET /healthz', status: 200 },
    'a script of the page without a session': { line: 'GET /assets/page-1a2b3c.js', status: 401 },
    'index.html by name without a session': { line: 'GET /index.html', status: 401 },
    'an unknown path without a session': { line: 'GET /nothing', status: 401 },
    'a script of the page': {
      line: 'GET /assets/page-1a2b3c.js',
      headers: [signedIn],
      status: 200,
    },
    'an unknown path': { line: 'GET /nothing', headers: [signedIn], status: 404 },
    'a source map': { line: 'GET /assets/page-1a2b3c.js.map', headers: [signedIn], status: 404 },
    'a path that climbs': { line: 'GET /../start-test-host.ts', headers: [signedIn], status: 404 },
    'a path that climbs, encoded': {
      line: 'GET /assets/..%2f..%2fecho-door.ts',
      headers: [signedIn],
      status: 404,
    },
    'a path that is a host': { line: 'GET //evil.test/', headers: [signedIn], status: 400 },
    'a whole URL as path': { line: 'GET http://127.0.0.1:P/', headers: [signedIn], status: 400 },
    'a session of another port': { headers: [navigates, 'Cookie: __Host-tina-1=x'], status: 302 },
    'a made-up session': {
      line: 'GET /index.html',
      headers: ['Cookie: __Host-tina-P=made-up'],
      status: 401,
    },
    'two sessions at once': { line: 'GET /index.html', headers: ['Cookie: C; C'], status: 401 },
    'too long a body': { headers: [...page, 'Content-Length: 4097'], status: 413 },
  });
});

describe('Host', () => {
  const page = [signedIn, navigates];
  matrix({
    'another name (DNS rebinding)': {
      headers: ['Host: rebind.test:P', ...page, 'Sec-Fetch-Site: same-origin'],
      status: 421,
    },
    'another name for the sign-in page': {
      line: 'GET /sign-in',
      headers: ['Host: rebind.test:P'],
      status: 421,
    },
    'another name for health': {
      line: 'GET /healthz',
      headers: ['Host: rebind.test:P'],
      status: 421,
    },
    'another port': { headers: ['Host: 127.0.0.1:1', ...page], status: 421 },
    'no port': { headers: ['Host: 127.0.0.1', ...page], status: 421 },
    'another spelling of the address': { headers: ['Host: 127.1:P', ...page], status: 421 },
    'all addresses': { headers: ['Host: 0.0.0.0:P', ...page], status: 421 },
    'a name that only starts right': {
      headers: ['Host: 127.0.0.1:P.evil.test', ...page],
      status: 421,
    },
    'a name that only ends right': { headers: ['Host: evil.localhost:P', ...page], status: 421 },
    'with credentials': { headers: ['Host: user@127.0.0.1:P', ...page], status: 421 },
    twice: { headers: ['Host: 127.0.0.1:P', 'Host: evil.test', ...page], status: 421 },
    'none, as in HTTP/1.0': {
      line: 'GET / HTTP/1.0',
      headers: ['X-None: 1', ...page],
      status: 421,
    },
    'localhost, navigating, is sent to the address': {
      headers: ['Host: localhost:P', navigates],
      status: 302,
    },
    'IPv6, navigating, is sent to the address': {
      headers: ['Host: [::1]:P', navigates],
      status: 302,
    },
    'localhost, not navigating': {
      line: 'GET /healthz',
      headers: ['Host: localhost:P'],
      status: 200,
    },
    'X-Forwarded-Host is not listened to': {
      headers: ['Host: evil.test', 'X-Forwarded-Host: 127.0.0.1:P', ...page],
      status: 421,
    },
  });

  test('the way from localhost keeps the path and goes nowhere else', async () => {
    const { head } = await send({
      line: 'GET /sign-in?x=http://evil.test',
      headers: ['Host: localhost:P', navigates],
      status: 302,
    });
    expect(head).toMatch(new RegExp(`^Location: http://127\\.0\\.0\\.1:${port}/sign-in\r?$`, 'm'));
  });
});

describe('Sec-Fetch-Site and Origin', () => {
  matrix({
    'a page of another site': {
      headers: [signedIn, navigates, 'Sec-Fetch-Site: cross-site'],
      status: 403,
    },
    'a page of another port': {
      headers: [signedIn, navigates, 'Sec-Fetch-Site: same-site'],
      status: 403,
    },
    'an unheard-of relation': {
      headers: [signedIn, 'Sec-Fetch-Site: same-origin, none'],
      status: 403,
    },
    'the sign-in page in a frame of another port': {
      line: 'GET /sign-in',
      headers: ['Sec-Fetch-Site: same-site'],
      status: 403,
    },
    'reading with a foreign Origin': {
      headers: [signedIn, 'Origin: http://evil.test'],
      status: 403,
    },
    'reading with the Origin of another port': {
      headers: [signedIn, 'Origin: http://127.0.0.1:1'],
      status: 403,
    },
    'reading with the Origin of localhost': {
      headers: [signedIn, 'Origin: http://localhost:P'],
      status: 403,
    },
    'reading with a null Origin': { headers: [signedIn, 'Origin: null'], status: 403 },
    'reading with an https Origin': {
      headers: [signedIn, 'Origin: https://127.0.0.1:P'],
      status: 403,
    },
    'reading with two Origins': {
      headers: [signedIn, own, 'Origin: http://evil.test'],
      status: 403,
    },
    'reading with our Origin': { headers: [signedIn, own], status: 200 },
  });
});

describe('changing something', () => {
  matrix({
    'without a session': { line: signOut, headers: [own, json, csrf, noBody], status: 401 },
    'without Origin': { line: signOut, headers: [signedIn, json, csrf, noBody], status: 403 },
    'from another port': {
      line: signOut,
      headers: [signedIn, 'Origin: http://127.0.0.1:1', json, csrf, noBody],
      status: 403,
    },
    'from another site': {
      line: signOut,
      headers: [signedIn, own, 'Sec-Fetch-Site: cross-site', json, csrf, noBody],
      status: 403,
    },
    'without the header of ours': {
      line: signOut,
      headers: [signedIn, own, json, noBody],
      status: 403,
    },
    'as a form': {
      line: signOut,
      headers: [signedIn, own, csrf, 'Content-Type: text/plain', noBody],
      status: 415,
    },
    'too much': {
      line: signOut,
      headers: [signedIn, own, csrf, json, 'Content-Length: 4097'],
      status: 413,
    },
    'by PUT': {
      line: 'PUT /auth/sign-out',
      headers: [signedIn, own, csrf, json, noBody],
      status: 405,
    },
    'by DELETE': { line: 'DELETE /', headers: [signedIn, own, csrf, json], status: 405 },
    'a preflight of another site': {
      line: 'OPTIONS /auth/sign-out',
      headers: ['Origin: http://evil.test', 'Access-Control-Request-Method: POST'],
      status: 403,
    },
    'a preflight of ours': { line: 'OPTIONS /auth/sign-out', headers: [own], status: 405 },
    'where nothing can be changed': {
      line: 'POST /index.html',
      headers: [signedIn, own, csrf, json, noBody],
      status: 404,
    },
    'signing in without Origin': {
      line: 'POST /auth/exchange',
      headers: [json, noBody],
      status: 403,
    },
    'signing in from another port': {
      line: 'POST /auth/exchange',
      headers: ['Origin: http://127.0.0.1:1', json, noBody],
      status: 403,
    },
    'signing in as a form': {
      line: 'POST /auth/exchange',
      headers: [own, 'Content-Type: text/plain', noBody],
      status: 415,
    },
    'signing in without a code': {
      line: 'POST /auth/exchange',
      headers: [own, json, noBody],
      status: 400,
    },
    'a link by a wrong secret': {
      line: 'POST /instance/sign-in-link',
      headers: ['Authorization: Bearer wrong', json, noBody],
      status: 401,
    },
    'a link by a session': {
      line: 'POST /instance/sign-in-link',
      headers: [signedIn, csrf, json, noBody],
      status: 401,
    },
    'a link by a browser': {
      line: 'POST /instance/sign-in-link',
      headers: [own, json, noBody],
      status: 403,
    },
    'a link under another name': {
      line: 'POST /instance/sign-in-link',
      headers: ['Host: rebind.test:P', json, noBody],
      status: 421,
    },
  });
});

test('what was not announced is counted while it comes', async () => {
  const body = JSON.stringify({ code: 'x'.repeat(5000) });
  const head = [
    'POST /auth/exchange HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    own.replace('P', String(port)),
    json,
    'Transfer-Encoding: chunked',
  ];
  const answer = await sendRaw(
    port,
    `${head.join('\r\n')}\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
  );
  expect(answer).toMatchObject({ status: 413 });
});

describe('a WebSocket', () => {
  const bridge = 'GET /bridge';
  matrix({
    'of our page': { line: bridge, headers: [signedIn, own, ...upgrade], status: 101 },
    'of our page, with Sec-Fetch-Site': {
      line: bridge,
      headers: [signedIn, own, 'Sec-Fetch-Site: same-origin', ...upgrade],
      status: 101,
    },
    'without a session': { line: bridge, headers: [own, ...upgrade], status: 401 },
    'with a made-up session': {
      line: bridge,
      headers: [own, 'Cookie: __Host-tina-P=made-up', ...upgrade],
      status: 401,
    },
    'without Origin': { line: bridge, headers: [signedIn, ...upgrade], status: 403 },
    'of another site': {
      line: bridge,
      headers: [signedIn, 'Origin: http://evil.test', ...upgrade],
      status: 403,
    },
    'of another port': {
      line: bridge,
      headers: [signedIn, 'Origin: http://127.0.0.1:1', ...upgrade],
      status: 403,
    },
    'of localhost': {
      line: bridge,
      headers: [signedIn, 'Origin: http://localhost:P', ...upgrade],
      status: 403,
    },
    'of a sandboxed frame': {
      line: bridge,
      headers: [signedIn, 'Origin: null', ...upgrade],
      status: 403,
    },
    'cross-site by its own words': {
      line: bridge,
      headers: [signedIn, own, 'Sec-Fetch-Site: cross-site', ...upgrade],
      status: 403,
    },
    'same-site by its own words': {
      line: bridge,
      headers: [signedIn, own, 'Sec-Fetch-Site: same-site', ...upgrade],
      status: 403,
    },
    'under another name': {
      line: bridge,
      headers: ['Host: rebind.test:P', 'Origin: http://rebind.test:P', signedIn, ...upgrade],
      status: 421,
    },
    'under another name, without Origin': {
      line: bridge,
      headers: ['Host: rebind.test:P', signedIn, ...upgrade],
      status: 421,
    },
    'by POST': { line: 'POST /bridge', headers: [signedIn, own, ...upgrade, noBody], status: 405 },
    elsewhere: { line: 'GET /', headers: [signedIn, own, ...upgrade], status: 404 },
    'elsewhere, without a session': {
      line: 'GET /healthz',
      headers: [own, ...upgrade],
      status: 401,
    },
    'of an unknown protocol version': {
      line: bridge,
      headers: [signedIn, own, ...upgrade.with(2, 'Sec-WebSocket-Version: 1')],
      status: 400,
    },
    'asked for without an upgrade': { line: bridge, headers: [signedIn, own], status: 404 },
  });
});

function matrix(cases: Readonly<Record<string, Case>>): void {
  test.each(Object.entries(cases))('%s', async (_, expected) => {
    expect(await send(expected)).toMatchObject({ status: expected.status });
  });
}

function send({ line = 'GET /', headers = [] }: Case) {
  const lines = headers.some((header) => /^(?:Host|X-None):/.test(header))
    ? headers
    : ['Host: 127.0.0.1:P', ...headers];
  const start = line.includes('HTTP/') ? line : `${line} HTTP/1.1`;
  const fill = (text: string) =>
    text
      .replace(/(?<=:|-)P\b/g, String(port))
      .replace('Cookie: C; C', `Cookie: ${cookie}; ${cookie}`)
      .replace(/^Cookie: C$/, `Cookie: ${cookie}`);
  return sendRaw(port, [start, ...lines, '', ''].map(fill).join('\r\n'));
}
