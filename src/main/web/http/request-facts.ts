import type { IncomingMessage } from 'node:http';
import type { Access, RequestFacts } from './check-request.ts';

interface Caller {
  readonly signedIn: boolean;
  readonly knowsInstanceSecret: boolean;
}

/** Reads what `checkRequest` decides on. Headers that must come once and come twice count as wrong. */
export function requestFacts(
  request: IncomingMessage,
  kind: RequestFacts['kind'],
  port: number,
  access: Access,
  caller: Caller,
): RequestFacts {
  const { headersDistinct } = request;
  const once = (name: string) => headersDistinct[name]?.join(', ');
  const fetchMode = once('sec-fetch-mode');
  return {
    kind,
    port,
    method: request.method ?? '',
    path: requestPath(request),
    hosts: headersDistinct['host'] ?? [],
    origin: once('origin'),
    fetchSite: once('sec-fetch-site'),
    navigates:
      fetchMode === undefined
        ? (once('accept') ?? '').includes('text/html')
        : fetchMode === 'navigate',
    access,
    ...caller,
    csrfHeader: once('x-tina-csrf'),
    contentType: once('content-type')?.split(';')[0]?.trim().toLowerCase(),
    contentLength: Number(once('content-length') ?? 0),
  };
}

/** The path without its query; null for what is not a path, such as `*` or a whole URL. */
export function requestPath(request: IncomingMessage): string | null {
  const path = (request.url ?? '').split(/[?#]/, 1)[0] ?? '';
  // `//host` would be another site if it were ever used as a link.
  return path.startsWith('/') && !path.startsWith('//') ? path : null;
}
