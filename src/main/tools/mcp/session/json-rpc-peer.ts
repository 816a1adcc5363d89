import { AppError } from '../../../../shared/errors.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import { answerTooLong } from '../stdio/stdio-transport.ts';
import { idOf } from '../stdio/json-rpc.ts';
import type { JsonRpcMessage } from '../stdio/json-rpc.ts';
import { RefusedRequest, UrlsNeeded } from './session.ts';
import type { AnswerRequest, JsonObject } from './session.ts';

export interface PeerOptions {
  /** Stands in errors. */
  readonly server: string;
  /** What is shown of a text of the other side's. */
  readonly hide: (text: string) => string;
  /** Resolves when there is room for more: never, where nobody reads. */
  readonly send: (message: JsonRpcMessage) => Promise<void>;
  readonly onNotification: (method: string, params: unknown) => void;
  /** What the other side may ask, by method. */
  readonly answers: Readonly<Record<string, AnswerRequest>>;
  /** An answer failed with what nobody meant. */
  readonly onBug: (error: unknown) => void;
}

/** One end of a JSON-RPC 2.0 conversation: numbers its requests and finds whose answer it is. */
export interface Peer {
  /**
   * Rejects with `mcp-request-failed`, which has the other side's `rpcCode` and words in its details, or with the
   * reason of the signal: then the other side is told, and a late answer is passed over.
   */
  request(method: string, params: JsonObject | undefined, signal: AbortSignal): Promise<unknown>;
  notify(method: string, params?: JsonObject): Promise<void>;
  receive(message: JsonRpcMessage): void;
  /** Nothing comes any more: all that waits rejects with this. */
  end(error: AppError): void;
}

const methodNotFound = -32_601;
const internalError = -32_603;
/** Of the versions up to 2025-11-25. */
const urlsNeededCode = -32_042;
/** Of what it asked and has no answer to, or does not take it. Beyond that nothing is answered until it reads. */
const maxReplies = 100;

export function createPeer(options: PeerOptions): Peer {
  const { server, hide, send, onNotification, answers, onBug } = options;
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  /** What the other side asked and still waits for. */
  const asked = new Map<string | number, AbortController>();
  let lastId = 0;
  let replies = 0;
  let ended: AppError | null = null;

  async function request(
    method: string,
    params: JsonObject | undefined,
    signal: AbortSignal,
  ): Promise<unknown> {
    signal.throwIfAborted();
    if (ended !== null) throw ended;
    const id = ++lastId;
    const answer = Promise.withResolvers<unknown>();
    open.set(id, answer);
    const onAbort = () => {
      if (!open.delete(id)) return;
      answer.reject(signal.reason);
      // Never `initialize`: the specification forbids to cancel that.
      if (method !== 'initialize') void cancel(id);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      // Not waited for: whoever leaves does not wait for a server that does not read.
      send({
        jsonrpc: '2.0',
        id,
        method,
        ...(params === undefined ? {} : { params }),
      }).catch(answer.reject);
      return await answer.promise;
    } finally {
      open.delete(id);
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Whoever left does not wait for this either. */
  async function cancel(requestId: number): Promise<void> {
    try {
      await notify('notifications/cancelled', { requestId });
    } catch {
      // The connection is over, and so is the request.
    }
  }

  function notify(method: string, params?: JsonObject): Promise<void> {
    return send({ jsonrpc: '2.0', method, ...(params === undefined ? {} : { params }) });
  }

  async function reply(id: string | number, method: string, params: unknown): Promise<void> {
    if (replies === maxReplies || asked.has(id)) return;
    const controller = new AbortController();
    replies++;
    asked.set(id, controller);
    try {
      const said = await answerTo(method, params, controller.signal);
      // Whoever took the question back expects nothing.
      if (!controller.signal.aborted) await send({ jsonrpc: '2.0', id, ...said });
    } catch {
      // The connection is over: nobody waits for it.
    } finally {
      asked.delete(id);
      replies--;
    }
  }

  async function answerTo(
    method: string,
    params: unknown,
    signal: AbortSignal,
  ): Promise<{ readonly result: JsonObject } | { readonly error: JsonObject }> {
    const known = Object.hasOwn(answers, method) ? answers[method] : undefined;
    if (known === undefined)
      return refused(methodNotFound, `There is no method ${method.slice(0, 100)} here.`);
    try {
      return { result: await known(params, signal) };
    } catch (error) {
      if (error instanceof RefusedRequest) return refused(error.code, error.message);
      if (!signal.aborted) onBug(error);
      return refused(internalError, 'This could not be answered.');
    }
  }

  function takeBack(params: unknown): void {
    const id = isRecord(params) ? idOf(params['requestId']) : undefined;
    if (id !== undefined) asked.get(id)?.abort(new Error('The server took it back.'));
  }

  return {
    request,
    notify,
    receive({ id, method, params, result, error }) {
      if (typeof method === 'string') {
        const question = idOf(id);
        if (question !== undefined) void reply(question, method, params);
        else if (method === 'notifications/cancelled') takeBack(params);
        else onNotification(method, params);
        return;
      }
      const waiting = typeof id === 'number' ? open.get(id) : undefined;
      // Late, or to a question nobody asked.
      if (waiting === undefined) return;
      // Some write out what is not there.
      if (error === undefined || (error === null && result !== undefined)) waiting.resolve(result);
      else waiting.reject(requestFailed(server, error, hide));
    },
    end(error) {
      ended = error;
      for (const { reject } of open.values()) reject(error);
      open.clear();
      for (const controller of asked.values()) controller.abort(error);
    },
  };
}

function refused(code: number, message: string): { readonly error: JsonObject } {
  return { error: { code, message } };
}

const maxMessageLength = 2000;

function requestFailed(server: string, error: unknown, hide: (text: string) => string): AppError {
  const { code, message, data } = isRecord(error) ? error : {};
  // Hidden before it is cut to its length: a piece of a secret could not be recognized.
  const said =
    typeof message === 'string'
      ? hide(message.slice(0, 10 * maxMessageLength)).slice(0, maxMessageLength)
      : '';
  // Of a message that our own transport sends in place of one that was too long.
  const because = isRecord(data) && data['cause'] === answerTooLong ? answerTooLong : undefined;
  const details = {
    server,
    ...(typeof code === 'number' ? { rpcCode: code } : {}),
    ...(said === '' ? {} : { said }),
    ...(because === undefined ? {} : { because }),
  };
  if (code === urlsNeededCode) return new UrlsNeeded(details, data);
  return new AppError('mcp-request-failed', 'The server refused the request.', { details });
}
