import type { AppError } from '../../../../shared/errors.ts';
import type { ServerLog } from '../logs/server-log.ts';
import { deliverInTurn } from '../stdio/deliver-in-turn.ts';
import { parseMessages } from '../stdio/json-rpc.ts';
import type { JsonRpcMessage } from '../stdio/json-rpc.ts';
import { httpFailure, reasonOf } from './http-failure.ts';
import type { HttpFailure } from './http-failure.ts';
import type { AuthorizationCause, HttpAuthorizer } from './http-authorizer.ts';

export interface HttpAddress {
  /** What the person calls it; stands in errors. */
  readonly server: string;
  readonly url: string;
  /** As the person set them; what the protocol needs goes over them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Absent: what its person set as headers is all there is to say who asks. */
  readonly authorizer?: HttpAuthorizer | undefined;
  readonly log: ServerLog;
}

export interface HttpAsk {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** What both ways of speaking to a server at an address share: asking, refusals, and messages that arrive. */
export interface HttpChannel {
  /** Any answer, a refusal too. Rejects where there was none, and where it leads elsewhere. */
  ask(ask: HttpAsk): Promise<Response>;
  /** Why it was refused. */
  refusal(response: Response): AppError;
  failure(failure: Distribute<HttpFailure>, because?: unknown): AppError;
  /** Undefined: it is none. */
  take(text: string): readonly JsonRpcMessage[] | undefined;
  deliver: (message: JsonRpcMessage) => void;
  noteSent(message: JsonRpcMessage): string;
}

/** How often one request is sent, each time with another token. */
const maxRounds = 3;

/** Each of a union without its host. */
type Distribute<T> = T extends unknown ? Omit<T, 'host'> : never;

export function createHttpChannel(
  { server, url, headers, authorizer, log }: HttpAddress,
  onMessage: (message: JsonRpcMessage) => void,
  isAgreed: () => boolean,
): HttpChannel {
  const { host } = new URL(url);
  const failure: HttpChannel['failure'] = (what, because) =>
    httpFailure(server, { ...what, host }, because);

  /** What became of a refusal, for whoever asks why. */
  const causes = new WeakMap<Response, AuthorizationCause>();

  async function send(
    { url: target, method, headers: own, body, signal }: HttpAsk,
    token: string | undefined,
  ): Promise<Response> {
    const all = new Headers(headers);
    if (token !== undefined) all.set('authorization', `Bearer ${token}`);
    for (const [name, value] of Object.entries(own)) if (value !== undefined) all.set(name, value);
    let response: Response;
    try {
      response = await fetch(target, {
        method,
        headers: all,
        signal,
        redirect: 'manual',
        ...(body === undefined ? {} : { body }),
      });
    } catch (error) {
      signal.throwIfAborted();
      const cause = isAgreed() ? 'closed' : 'unreachable';
      throw failure({ cause, reason: reasonOf(error) }, error);
    }
    if (response.status < 300 || response.status >= 400) return response;
    drop(response);
    throw failure({ cause: 'address-moved' });
  }

  return {
    failure,
    deliver: deliverInTurn(onMessage),
    async ask(ask) {
      for (let round = 1; ; round++) {
        const token = await authorizer?.token();
        ask.signal.throwIfAborted();
        const response = await send(ask, token);
        const { status, ok } = response;
        if (ok && token !== undefined) authorizer?.accepted();
        if (authorizer === undefined || (status !== 401 && status !== 403)) return response;
        const challenge = response.headers.get('www-authenticate');
        const isLast = round === maxRounds;
        const verdict = await authorizer.refused({ status, challenge, token, isLast });
        if (verdict !== 'again') causes.set(response, verdict);
        if (verdict !== 'again' || isLast) return response;
        drop(response);
      }
    },
    refusal(response) {
      drop(response);
      const { status } = response;
      log.add('host', `refused with HTTP ${status}`);
      const cause = causes.get(response);
      if (cause !== undefined) return failure({ cause });
      if (status === 401)
        return failure({
          cause: new Headers(headers).has('authorization') ? 'token-refused' : 'sign-in-needed',
        });
      if (status === 403) return failure({ cause: 'forbidden' });
      return failure({ cause: 'http-status', status });
    },
    take(text) {
      const found = parseMessages(text);
      if (found === undefined) log.add('stdout', text);
      else log.add('protocol', text, 'received');
      return found;
    },
    noteSent(message) {
      const text = JSON.stringify(message);
      log.add('protocol', text, 'sent');
      return text;
    },
  };
}

/** Nobody reads it: the connection is free for others. */
export function drop(response: Response): void {
  void response.body?.cancel().catch(() => undefined);
}
