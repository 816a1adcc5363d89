import type { Clock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { HttpTransport } from '../../../../shared/contract/mcp-server.ts';
import type { SessionTransport } from '../session/session-transport.ts';
import type { JsonRpcMessage } from '../stdio/json-rpc.ts';
import type { HttpAddress } from './http-channel.ts';
import { httpFailure, reasonOf } from './http-failure.ts';
import { openHttpSse } from './http-sse.ts';
import { createStreamableHttp } from './streamable-http.ts';
import type { Wire, WireEvents } from './wire.ts';

export interface HttpOptions extends HttpAddress {
  readonly kind: HttpTransport['kind'];
  readonly clock: Clock;
}

/**
 * A server at an address as a session sees it. `auto`: Streamable HTTP, and the older SSE where the server refuses
 * the first message as one that knows nothing else does.
 */
export function httpSessionTransport(options: HttpOptions): SessionTransport {
  const { server, url, kind, clock, log } = options;
  const startedAt = clock.now();
  const closing = new AbortController();
  const { signal: closed } = closing;
  const ended = Promise.withResolvers<AppError | null>();
  let wire: Wire | undefined;
  let leaving: Promise<void> | undefined;
  let isAgreed = false;

  const events: WireEvents = {
    onMessage(message) {
      if (!closed.aborted) transport.onMessage?.(message);
    },
    onLost: (error) => finish(error),
  };
  const parts = { clock, closed };

  function finish(error: AppError | null): void {
    if (closed.aborted) return;
    log.add('host', error === null ? 'disconnected' : 'the connection was lost');
    closing.abort();
    ended.resolve(error);
  }

  async function send(message: JsonRpcMessage): Promise<void> {
    if (wire === undefined || closed.aborted) throw gone();
    try {
      await wire.send(message);
    } catch (error) {
      if (closed.aborted) throw gone();
      // Nothing else will be answered either, until somebody signs in.
      if (isAgreed && error instanceof AppError && isSignedOut(error)) finish(error);
      const mayBeOlder =
        kind === 'auto' && message.method === 'initialize' && refusesLikeAnOlderOne(error);
      if (!mayBeOlder) throw error;
      wire = await openHttpSse(options, events, parts).catch(() => {
        // What it said first is what it has to say.
        throw error;
      });
      log.add('host', 'connected over SSE');
      await wire.send(message);
    }
  }

  function gone(): AppError {
    return httpFailure(server, { cause: 'closed', host: new URL(url).host, reason: 'closed' });
  }

  async function leave(): Promise<void> {
    await wire?.leave();
    finish(null);
  }

  const transport: SessionTransport = {
    onMessage: undefined,
    ended: ended.promise,
    async start() {
      closed.throwIfAborted();
      wire =
        kind === 'sse'
          ? await openHttpSse(options, events, parts)
          : createStreamableHttp(options, events, parts);
    },
    send,
    agreed(version) {
      isAgreed = true;
      wire?.agreed(version);
    },
    async close({ force }) {
      if (force) finish(null);
      await (leaving ??= leave());
    },
    startFailure(because) {
      const { host } = new URL(url);
      const isLost = because instanceof AppError && because.code === 'mcp-connection-failed';
      const seconds = Math.round((clock.now() - startedAt) / 1000);
      return isLost
        ? httpFailure(
            server,
            { cause: 'unreachable', host, reason: reasonOf(because.cause) },
            because,
          )
        : httpFailure(server, { cause: 'timed-out', host, seconds }, because);
    },
  };
  return transport;
}

/** Servers of 2024-11-05 know no POST at this address. Whoever asks for a sign-in, or is broken, is none of them. */
function refusesLikeAnOlderOne(error: unknown): boolean {
  const { status } = (error instanceof AppError ? error.details : undefined) ?? {};
  return status === 400 || status === 404 || status === 405;
}

function isSignedOut({ details }: AppError): boolean {
  const cause = details?.['cause'];
  return cause === 'sign-in-needed' || cause === 'sign-in-not-accepted';
}
