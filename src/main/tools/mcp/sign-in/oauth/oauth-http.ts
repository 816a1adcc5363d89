import { isLinkLocal, isLoopbackHost, reachesInside } from '../../../../base-url.ts';
import { AppError } from '../../../../../shared/errors.ts';
import { drop } from '../../http/http-channel.ts';
import { readText } from '../../http/read-body.ts';
import { signInFailure } from './sign-in-failure.ts';

/** Far more than any of these documents has. */
const maxBodyBytes = 256 * 1024;
const patienceMs = 15_000;

export interface OAuthAnswer {
  readonly status: number;
  /** Parsed JSON; undefined: it was none. */
  readonly body: unknown;
}

/**
 * Asks those whom a server names. Where it may go is decided by the address alone: encrypted or on this computer, no
 * name in it, and from a server on the internet into no private network. Rejects with a `signInFailure`.
 */
export interface OAuthHttp {
  /** Throws where an address is none to go to. */
  assertAllowed(address: string): URL;
  /** undefined: nothing is there, or a page for people. */
  read(address: string): Promise<unknown>;
  post(
    address: string,
    body: URLSearchParams | object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<OAuthAnswer>;
}

/** `serverUrl`: of the MCP server, which its person agreed to. */
export function createOAuthHttp(serverUrl: string, signal: AbortSignal): OAuthHttp {
  const isServerInside = reachesInside(new URL(serverUrl).hostname);

  function assertAllowed(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const isAllowed =
      url !== undefined &&
      address.length <= 8192 &&
      url.username === '' &&
      url.password === '' &&
      url.hash === '' &&
      (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))) &&
      (isServerInside || !reachesInside(url.hostname)) &&
      !isLinkLocal(url.hostname);
    if (isAllowed) return url;
    throw signInFailure('endpoint-refused', url?.host);
  }

  async function ask(address: string, init: RequestInit): Promise<OAuthAnswer> {
    const url = assertAllowed(address);
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        ...init,
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
      });
      if (response.status >= 300 && response.status < 400) {
        drop(response);
        throw signInFailure('endpoint-refused', url.host);
      }
      text = response.body === null ? '' : await readText(response.body, maxBodyBytes);
    } catch (error) {
      signal.throwIfAborted();
      throw failureOf(error, url.host);
    }
    return { status: response.status, body: parse(text) };
  }

  return {
    assertAllowed,
    async read(address) {
      const { status, body } = await ask(address, { headers: { accept: 'application/json' } });
      if (status >= 500) throw signInFailure('authorization-unreachable', new URL(address).host);
      return status === 200 ? body : undefined;
    },
    post: (address, body, headers = {}) =>
      ask(address, {
        method: 'POST',
        body: body instanceof URLSearchParams ? body : JSON.stringify(body),
        headers: {
          accept: 'application/json',
          ...(body instanceof URLSearchParams ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      }),
  };
}

function failureOf(error: unknown, host: string): AppError {
  if (!(error instanceof AppError)) return signInFailure('authorization-unreachable', host, error);
  return error.code === 'too-large' ? signInFailure('metadata-unreadable', host) : error;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
