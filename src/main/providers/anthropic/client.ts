import { Anthropic, APIError } from '@anthropic-ai/sdk';
import { headerKey } from '../http/adapter-calls.ts';
import { capErrorBody } from '../http/cap-error-body.ts';
import { vendor } from './vendor.ts';

/** The version of the vendor's interface that the rest of this folder is written for. */
const apiVersion = '2026-10-21';
/** As long as one timer can be: every timeout is ours, see `withWatchdog`. */
const noTimeout = 2 ** 31 - 1;

export interface ClientOptions {
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
}

interface CallOptions {
  readonly signal: AbortSignal;
  /** Features the vendor has not released for everyone. */
  readonly betas?: readonly string[];
  /** Told what came with an answer, an accepted one or not. */
  readonly hear?: (headers: Headers) => void;
}

/** Asks the vendor and gives back the answer as it came. */
export interface Client {
  get(
    path: string,
    query: Readonly<Record<string, string | number>>,
    options: CallOptions,
  ): Promise<Response>;
  post(path: string, body: object, options: CallOptions): Promise<Response>;
}

/** The vendor's SDK with everything switched off that we do ourselves or do not want. */
export function createClient({ apiKey, baseUrl, fetch }: ClientOptions): Client {
  const key = headerKey(apiKey, vendor);
  const sdk = new Anthropic({
    apiKey: key,
    authToken: null,
    webhookKey: null,
    baseURL: baseUrl,
    maxRetries: 0,
    timeout: noTimeout,
    // A prompt goes to the address that was chosen, and nowhere else.
    fetchOptions: { redirect: 'error' },
    fetch: async (url, init) =>
      capErrorBody(await fetch(url, { ...init, headers: onlyOurs(init?.headers) })),
    logLevel: 'off',
    logger: silent,
    openTelemetry: false,
  });
  // Given with each call, so that ANTHROPIC_CUSTOM_HEADERS, which the SDK reads, cannot change them.
  const headers = (betas: readonly string[] = []) => ({
    authorization: `Bearer ${key}`,
    'anthropic-version': apiVersion,
    'anthropic-beta': betas.length === 0 ? null : betas.join(','),
  });
  return {
    get: (path, query, { signal, betas }) =>
      sdk.get(path, { query, signal, headers: headers(betas) }).asResponse(),
    // Not `messages.create`: that writes to the console when a model is about to be retired.
    async post(path, body, { signal, betas, hear }) {
      try {
        const asked = { body, signal, headers: headers(betas) };
        const response = await sdk.post(path, asked).asResponse();
        hear?.(response.headers);
        return response;
      } catch (error) {
        if (error instanceof APIError && error.headers !== undefined) hear?.(error.headers);
        throw error;
      }
    },
  };
}

const ourHeaders = [
  'accept',
  'anthropic-beta',
  'anthropic-version',
  'authorization',
  'content-type',
  'user-agent',
];

/** Leaves out what the SDK adds from the environment and about this computer. */
function onlyOurs(headers: ConstructorParameters<typeof Headers>[0]): Headers {
  const all = new Headers(headers);
  return new Headers([...all].filter(([name]) => ourHeaders.includes(name)));
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };
