import type { ServerResponse } from 'node:http';
import { commonHeaders } from '../../door/page/security-headers.ts';

type Headers = Readonly<Record<string, string>>;

/** Ends a response. Nothing is kept by caches unless the headers say so. */
export function respond(
  response: ServerResponse,
  status: number,
  body: string | Uint8Array = '',
  headers: Headers = {},
): void {
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    ...(body.length === 0 ? {} : { 'Content-Type': 'text/plain; charset=utf-8' }),
    ...commonHeaders,
    ...headers,
    // Neither has a body whose length could be said.
    ...(status === 204 || status === 304 ? {} : { 'Content-Length': Buffer.byteLength(body) }),
  });
  response.end(body);
}

export function respondJson(
  response: ServerResponse,
  status: number,
  value: object,
  headers: Headers = {},
): void {
  respond(response, status, JSON.stringify(value), {
    'Content-Type': 'application/json',
    ...headers,
  });
}
