import { AppError } from '../../../../shared/errors.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import { answerTooLong } from '../stdio/stdio-transport.ts';
import { idOf } from '../stdio/json-rpc.ts';
import type { JsonRpcMessage } from '../stdio/json-rpc.ts';

export interface PeerOptions {
  /** Stands in errors. */
  readonly server: string;
  /** What is shown of a text of the other side's. */
  readonly hide: (text: string) => string;
  /** Resolves when there is room for more: never, where nobody reads. */
  readonly send: (message: JsonRpcMessage) => Promise<void>;
  readonly onNotification: (method: string, params: unknown) => void;
  /** Answers what the other side asks; undefined: there is no such method. */
  readonly onRequest: (method: string, params: unknown) => unknown;
}

/** One end of a JSON-RPC 2.0 conversation: numbers its requests and finds whose answer it is. */
export interface Peer {
  /**
   * Rejects with `mcp-request-failed`, which has the other side's `rpcCode` and words in its details, or with the
   * reason of the signal: then the other side is told, and a late answer is passed over.
   */
  request(
    method: string,
    params: Readonly<Record<string, unknown>> | undefined,
    signal: AbortSignal,
  ): Promise<unknown>;
  notify(method: string, params?: Readonly<Record<string, unknown>>): Promise<void>;
  receive(message: JsonRpcMessage): void;
  /** Nothing comes any more: all that waits rejects with this. */
  end(error: AppError): void;
}

const methodNotFound = -32_601;
/** Of what it asked and does not take the answer to. Beyond that nothing is answered until it reads. */
const maxReplies = 100;

export function createPeer({ server, hide, send, onNotification, onRequest }: PeerOptions): Peer {
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  let replies = 0;
  let ended: AppError | null = null;

  async function request(
    method: string,
    params: Readonly<Record<string, unknown>> | undefined,
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
      const sent = send({
        jsonrpc: '2.0',
        id,
        method,
        ...(params === undefined ? {} : { params }),
      });
      // Whoever leaves does not wait for a server that does not read.
      await Promise.race([sent, answer.promise]);
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

  function notify(method: string, params?: Readonly<Record<string, unknown>>): Promise<void> {
    return send({ jsonrpc: '2.0', method, ...(params === undefined ? {} : { params }) });
  }

  async function reply(id: unknown, method: string, params: unknown): Promise<void> {
    if (replies === maxReplies) return;
    const result = onRequest(method, params);
    const said =
      result === undefined
        ? {
            error: {
              code: methodNotFound,
              message: `There is no method ${method.slice(0, 100)} here.`,
            },
          }
        : { result };
    replies++;
    try {
      await send({ jsonrpc: '2.0', id, ...said });
    } catch {
      // The connection is over: nobody waits for it.
    } finally {
      replies--;
    }
  }

  return {
    request,
    notify,
    receive({ id, method, params, result, error }) {
      if (typeof method === 'string') {
        if (idOf(id) === undefined) onNotification(method, params);
        else void reply(id, method, params);
        return;
      }
      const waiting = typeof id === 'number' ? open.get(id) : undefined;
      // Late, or to a question nobody asked.
      if (waiting === undefined) return;
      if (error === undefined) waiting.resolve(result);
      else waiting.reject(requestFailed(server, error, hide));
    },
    end(error) {
      ended = error;
      for (const { reject } of open.values()) reject(error);
      open.clear();
    },
  };
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
  return new AppError('mcp-request-failed', 'The server refused the request.', {
    details: {
      server,
      ...(typeof code === 'number' ? { rpcCode: code } : {}),
      ...(said === '' ? {} : { said }),
      ...(because === undefined ? {} : { because }),
    },
  });
}
