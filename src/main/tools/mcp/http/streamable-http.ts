import { sleep } from '../../../../shared/clock.ts';
import type { Clock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import { idOf, parseMessages } from '../stdio/json-rpc.ts';
import type { JsonRpcMessage, RequestId } from '../stdio/json-rpc.ts';
import { answerTooLong } from '../stdio/stdio-transport.ts';
import { createHttpChannel, drop } from './http-channel.ts';
import type { HttpAddress } from './http-channel.ts';
import { reasonOf } from './http-failure.ts';
import { readEvents, readText } from './read-body.ts';
import type { StreamState } from './read-body.ts';
import type { Wire, WireEvents } from './wire.ts';

/** JSON-RPC's code for what went wrong on the other side. */
const internalError = -32_603;
/** Where the server does not say how long to wait. */
const usualRetryMs = 1000;
/** Whatever the server says: who has to be asked again and again is not asked without a pause. */
const leastRetryMs = 100;
const longestRetryMs = 30_000;
/** How often in a row an answer's stream is taken up again. */
const maxResumes = 5;

/**
 * Streamable HTTP, 2025-03-26 to 2025-11-25: each message is a POST, answered with JSON or with a stream of events
 * that can be taken up again where it broke; what the server says by itself comes over a GET.
 */
export function createStreamableHttp(
  address: HttpAddress,
  { onMessage, onLost }: WireEvents,
  { clock, closed }: { readonly clock: Clock; readonly closed: AbortSignal },
): Wire {
  const { url } = address;
  let version: string | undefined;
  let session: string | undefined;
  const channel = createHttpChannel(address, onMessage, () => version !== undefined);
  /** Requests whose answer is still read. */
  const open = new Map<RequestId, AbortController>();

  const ask = (
    method: 'GET' | 'POST' | 'DELETE',
    headers: Readonly<Record<string, string | undefined>>,
    signal: AbortSignal,
    body?: string,
  ) =>
    channel.ask({
      url,
      method,
      headers: { ...headers, 'mcp-session-id': session, 'mcp-protocol-version': version },
      signal,
      ...(body === undefined ? {} : { body }),
    });

  function refused(response: Response): AppError {
    if (response.status !== 404 || session === undefined) return channel.refusal(response);
    drop(response);
    const lost = channel.failure({ cause: 'closed', reason: 'session-unknown' });
    onLost(lost);
    return lost;
  }

  async function send(message: JsonRpcMessage): Promise<void> {
    const id = message.method === undefined ? undefined : idOf(message.id);
    if (id === undefined) return note(message);
    const left = new AbortController();
    open.set(id, left);
    try {
      await request(message, id, AbortSignal.any([closed, left.signal]));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'too-large') throw error;
      const said = { code: internalError, message: error.message, data: { cause: answerTooLong } };
      channel.deliver({ jsonrpc: '2.0', id, error: said });
    } finally {
      open.delete(id);
    }
  }

  /** A note, or an answer of ours: there is nothing to come back. */
  async function note(message: JsonRpcMessage): Promise<void> {
    const response = await post(message, closed);
    drop(response);
    if (message.method !== 'notifications/cancelled' || !isRecord(message.params)) return;
    const id = idOf(message.params['requestId']);
    if (id !== undefined) open.get(id)?.abort(new Error('Nobody waits for this answer.'));
  }

  async function post(message: JsonRpcMessage, signal: AbortSignal): Promise<Response> {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const response = await ask('POST', headers, signal, channel.noteSent(message));
    if (response.ok) return response;
    if (message.method === 'initialize' && response.status === 400 && (await isModern(response)))
      throw channel.failure({ cause: 'version-unknown' });
    throw refused(response);
  }

  async function request(
    message: JsonRpcMessage,
    id: RequestId,
    signal: AbortSignal,
  ): Promise<void> {
    const response = await post(message, signal);
    if (message.method === 'initialize') session = sessionOf(response);
    const { body } = response;
    const type = response.headers.get('content-type') ?? '';
    if (body !== null && /^text\/event-stream\b/i.test(type)) return readAnswer(body, id, signal);
    const text =
      body !== null && /^application\/json\b/i.test(type) ? await whole(body, signal) : '';
    if (text === '') drop(response);
    if (!deliverAll(text, id)) throw channel.failure({ cause: 'answer-unreadable' });
  }

  /** The stream that answers a request, taken up again where it breaks off before that. */
  async function readAnswer(
    first: ReadableStream<Uint8Array>,
    id: RequestId,
    signal: AbortSignal,
  ): Promise<void> {
    const state: StreamState = { lastEventId: undefined, retryMs: undefined };
    let body = first;
    for (let resumes = 0; ; resumes++) {
      let isAnswered = false;
      const before = state.lastEventId;
      const broken = await readOn(body, state, signal, (text) => {
        isAnswered = deliverAll(text, id);
        return isAnswered;
      });
      if (isAnswered) return;
      if (state.lastEventId !== before) resumes = 0;
      if (state.lastEventId === undefined || resumes === maxResumes)
        throw channel.failure({ cause: 'closed', reason: reasonOf(broken) }, broken);
      body = await takeUp(state, signal);
    }
  }

  async function takeUp(
    state: StreamState,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>> {
    await sleep(clock, waitAfter(state), signal);
    signal.throwIfAborted();
    const headers = { accept: 'text/event-stream', 'last-event-id': state.lastEventId };
    const response = await ask('GET', headers, signal);
    if (!response.ok || response.body === null) throw refused(response);
    return response.body;
  }

  /** Resolves when the stream is over, to what broke it, if something did. Rejects where nobody waits, or it is too large. */
  async function readOn(
    body: ReadableStream<Uint8Array>,
    state: StreamState,
    signal: AbortSignal,
    take: (text: string) => boolean,
  ): Promise<unknown> {
    try {
      await readEvents(body, state, ({ event, data }) =>
        // The first event of a stream that can be taken up again may say nothing.
        data === '' || (event !== undefined && event !== 'message') ? false : take(data),
      );
      return undefined;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AppError) throw error;
      return error;
    }
  }

  async function whole(body: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<string> {
    try {
      return await readText(body);
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof AppError
        ? error
        : channel.failure({ cause: 'closed', reason: reasonOf(error) }, error);
    }
  }

  /** Whether the answer to `id` was among them. */
  function deliverAll(text: string, id: RequestId | undefined): boolean {
    const messages = channel.take(text) ?? [];
    messages.forEach(channel.deliver);
    return messages.some((message) => message.method === undefined && message.id === id);
  }

  /** What the server says by itself, for as long as the session lasts; many servers have no such stream. */
  async function listen(): Promise<void> {
    const state: StreamState = { lastEventId: undefined, retryMs: undefined };
    for (let failures = 0; ; failures++) {
      const since = clock.now();
      try {
        const headers = { accept: 'text/event-stream', 'last-event-id': state.lastEventId };
        const response = await ask('GET', headers, closed);
        if (!response.ok) {
          // 5xx may pass; any other says that there is no such stream.
          if (response.status < 500) return void refused(response);
          drop(response);
        } else if (response.body !== null)
          await readOn(response.body, state, closed, (text) => {
            deliverAll(text, undefined);
            return false;
          });
      } catch {
        // Whoever asks something next hears of it.
      }
      if (closed.aborted) return;
      const wait = waitAfter(state);
      if (clock.now() - since > longestRetryMs) failures = 0;
      await sleep(clock, Math.min(wait * 2 ** Math.min(failures, 10), longestRetryMs), closed);
      if (closed.aborted) return;
    }
  }

  return {
    async send(message) {
      await send(message);
      if (message.method === 'notifications/initialized') void listen();
    },
    agreed(agreedVersion) {
      version = agreedVersion;
    },
    async leave() {
      if (session === undefined) return;
      try {
        drop(await ask('DELETE', {}, AbortSignal.any([closed, AbortSignal.timeout(leaveMs)])));
      } catch {
        // It forgets the session by itself.
      }
    },
  };
}

const leaveMs = 1000;
/** What servers of 2026-07-28 and later refuse a handshake with. */
const modernErrors: ReadonlySet<unknown> = new Set([-32_020, -32_021, -32_022]);

function waitAfter({ retryMs = usualRetryMs }: StreamState): number {
  return Math.min(Math.max(retryMs, leastRetryMs), longestRetryMs);
}

async function isModern({ body }: Response): Promise<boolean> {
  const text = body === null ? '' : await readText(body).catch(() => '');
  const error = parseMessages(text)?.[0]?.error;
  return isRecord(error) && modernErrors.has(error['code']);
}

/** Of visible ASCII, as the specification has it; whatever else comes back is none. */
function sessionOf({ headers }: Response): string | undefined {
  const session = headers.get('mcp-session-id');
  return session !== null && /^[\x21-\x7E]{1,1000}$/.test(session) ? session : undefined;
}
