/** Who may use a path: anyone, a signed-in browser, or a second start that knows the instance secret. */
export type Access = 'public' | 'session' | 'instance';

/** All that decides whether a request is let in; nothing else about it is looked at before. */
export interface RequestFacts {
  readonly kind: 'request' | 'websocket';
  readonly port: number;
  readonly method: string;
  /** null: not a path on this server. */
  readonly path: string | null;
  /** Every Host header: one is right, none or two are not. */
  readonly hosts: readonly string[];
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  /** It will be shown as a page. */
  readonly navigates: boolean;
  readonly access: Access;
  readonly signedIn: boolean;
  readonly knowsInstanceSecret: boolean;
  readonly csrfHeader: string | undefined;
  readonly contentType: string | undefined;
  /** As announced; what really arrives is counted again while it is read. */
  readonly contentLength: number;
}

export type Verdict =
  | { readonly type: 'pass' }
  | { readonly type: 'redirect'; readonly location: string }
  | { readonly type: 'refuse'; readonly status: number; readonly reason: Refusal };

type Refusal =
  | 'wrong-path'
  | 'wrong-host'
  | 'cross-site'
  | 'wrong-origin'
  | 'wrong-method'
  | 'not-signed-in'
  | 'csrf-header-missing'
  | 'wrong-content-type'
  | 'too-large';

export const maxBodyBytes = 4096;

/**
 * The one gate of the web door, for requests and WebSocket upgrades alike, before any routing.
 * The order matters: a foreign page is turned away before it can learn whether anyone is signed in.
 * A cookie proves little here, since browsers send it to, and from, every port of 127.0.0.1.
 */
export function checkRequest(facts: RequestFacts): Verdict {
  const { port, method, origin, fetchSite } = facts;
  const canonicalHost = `127.0.0.1:${port}`;
  const isSafe = method === 'GET' || method === 'HEAD';

  // DNS rebinding comes with a foreign Host, no Origin, and Sec-Fetch-Site same-origin: only this stops it.
  const host = facts.hosts.length === 1 ? facts.hosts[0] : undefined;
  if (host === undefined || ![canonicalHost, `localhost:${port}`, `[::1]:${port}`].includes(host)) {
    return refuse(421, 'wrong-host');
  }
  if (facts.path === null) return refuse(400, 'wrong-path');

  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') {
    return refuse(403, 'cross-site');
  }

  if (facts.access === 'instance') {
    // Only another process of ours asks for this, never a browser.
    if (origin !== undefined || fetchSite !== undefined) return refuse(403, 'wrong-origin');
  } else if (origin === undefined) {
    if (facts.kind === 'websocket' || !isSafe) return refuse(403, 'wrong-origin');
  } else if (origin !== `http://${canonicalHost}`) {
    return refuse(403, 'wrong-origin');
  }

  if (facts.kind === 'websocket' && method !== 'GET') return refuse(405, 'wrong-method');
  if (facts.kind === 'request' && !isSafe && method !== 'POST') return refuse(405, 'wrong-method');

  // The page has one origin only: cookies and storage of `localhost` are others.
  if (host !== canonicalHost && facts.kind === 'request' && isSafe && facts.navigates) {
    return { type: 'redirect', location: `http://${canonicalHost}${facts.path}` };
  }

  if (facts.access === 'session' && !facts.signedIn) return refuse(401, 'not-signed-in');
  if (facts.access === 'instance' && !facts.knowsInstanceSecret)
    return refuse(401, 'not-signed-in');

  if (!isSafe) {
    // Neither header nor type can be sent across origins without a preflight, and none is ever answered.
    if (facts.access === 'session' && facts.csrfHeader !== '1')
      return refuse(403, 'csrf-header-missing');
    if (facts.contentType !== 'application/json') return refuse(415, 'wrong-content-type');
  }
  if (facts.contentLength > maxBodyBytes) return refuse(413, 'too-large');
  return { type: 'pass' };
}

function refuse(status: number, reason: Refusal): Verdict {
  return { type: 'refuse', status, reason };
}
