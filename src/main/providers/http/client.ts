import { answerError } from './answer-error.ts';
import type { ErrorVocabulary } from './answer-error.ts';
import { capErrorBody } from './cap-error-body.ts';
import { connectionError } from './connection-error.ts';
import type { CallFacts } from './vendor.ts';

export interface ClientOptions {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Sent with every request: the key, and what the person set. */
  readonly headers: Readonly<Record<string, string>>;
  readonly vocabulary: ErrorVocabulary;
  readonly fetch: typeof fetch;
}

export interface HttpCall {
  readonly signal: AbortSignal;
  readonly facts: CallFacts;
  /** Told what came with an answer, an accepted one or not. */
  readonly hear?: ((headers: Headers) => void) | undefined;
  /** What is asked for with GET; absent: JSON. */
  readonly accept?: string;
}

/**
 * Asks a vendor and gives back the answer as it came. Throws the AppError of an answer that refuses, and
 * of a connection that fails; a prompt goes to the address that was chosen, and nowhere else.
 */
export interface Client {
  get(
    path: string,
    query: Readonly<Record<string, string | number>>,
    call: HttpCall,
  ): Promise<Response>;
  /** A form goes as `multipart/form-data`, everything else as JSON. */
  post(path: string, body: object, call: HttpCall): Promise<Response>;
}

export function createClient({ baseUrl, headers, vocabulary, fetch }: ClientOptions): Client {
  async function ask(
    path: string,
    init: {
      readonly method: string;
      readonly headers: object;
      readonly body?: string | FormData;
    },
    { signal, facts, hear }: HttpCall,
  ): Promise<Response> {
    try {
      const response = await fetch(baseUrl + path, {
        ...init,
        headers: { ...headers, 'user-agent': 'tina', ...init.headers },
        redirect: 'error',
        signal,
      });
      hear?.(response.headers);
      if (response.ok) return response;
      throw await refused(await capErrorBody(response), facts);
    } catch (error) {
      if (signal.aborted) throw error;
      throw connectionError(error, facts) ?? error;
    }
  }

  async function refused(response: Response, facts: CallFacts) {
    const { status, headers: said } = response;
    return answerError({ status, headers: said, body: await jsonOf(response) }, vocabulary, facts);
  }

  return {
    get(path, query, call) {
      const asked = new URLSearchParams(
        Object.entries(query).map(([name, value]) => [name, String(value)]),
      ).toString();
      const accept = { accept: call.accept ?? 'application/json' };
      return ask(
        asked === '' ? path : `${path}?${asked}`,
        { method: 'GET', headers: accept },
        call,
      );
    },
    post(path, body, call) {
      const accept = { accept: 'application/json, text/event-stream' };
      // Of a form only `fetch` knows what stands between its fields.
      const sent =
        body instanceof FormData
          ? { headers: accept, body }
          : {
              headers: { ...accept, 'content-type': 'application/json' },
              body: JSON.stringify(body),
            };
      return ask(path, { method: 'POST', ...sent }, call);
    },
  };
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
