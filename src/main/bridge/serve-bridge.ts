import { ORPCError } from '@orpc/client';
import type { AnyRouter } from '@orpc/server';
import { StandardRPCHandler } from '@orpc/server/standard';
import { ServerPeer } from '@orpc/standard-server-peer';
import { maxFrameBytes } from '../../shared/limits.ts';
import { AppError, isErrorCode } from '../../shared/errors.ts';
import type { Log } from '../host.ts';
import { bridgeError } from './bridge-error.ts';
import type { Channel } from './channel.ts';
import { fairStream } from './fair-stream.ts';

/** Answers whoever is at the other end of the channel until it closes. */
export type ServeBridge = (channel: Channel) => void;

export function createBridge(router: AnyRouter, log: Log): ServeBridge {
  const handler = createHandler(router, log);
  return (channel) => {
    const peer = new ServerPeer(async (data) => {
      if (typeof data !== 'string') throw new TypeError('the bridge speaks text only');
      await channel.send(data);
    });
    channel.onMessage((data) => {
      if (typeof data !== 'string' || data.length > maxFrameBytes || !isRequest(data)) {
        log.warn({ kind: typeof data }, 'malformed bridge message');
        channel.close();
        return;
      }
      // A rejection here is a channel that closed while we answered: there is nobody left to tell.
      void peer
        .message(data, async (request) => {
          const { response } = await handler.handle(
            { ...request, body: () => Promise.resolve(request.body) },
            { context: {} },
          );
          return response ?? { status: 500, headers: {}, body: undefined };
        })
        .catch(() => channel.close());
    });
    channel.onClose(() => peer.close());
  };
}

function createHandler(router: AnyRouter, log: Log) {
  return new StandardRPCHandler(router, {
    // Outside: what happens before a method is reached.
    interceptors: [
      async ({ next }) => {
        let result;
        try {
          result = await next();
        } catch (error) {
          if (error instanceof ORPCError && isErrorCode(error.code)) throw error;
          throw bridgeError(
            new AppError('invalid-input', 'This request could not be read.', {
              situation: 'request-unreadable',
              cause: error,
            }),
            log,
          );
        }
        if (!result.matched)
          throw bridgeError(
            new AppError('not-found', 'There is no such method.', { situation: 'no-such-method' }),
            log,
          );
        return result;
      },
    ],
    // Inside: validation and the method itself.
    clientInterceptors: [
      async ({ next }) => {
        const toError = (error: unknown) => bridgeError(error, log);
        try {
          const output: unknown = await next();
          return isAsyncIterable(output) ? fairStream(output, toError) : output;
        } catch (error) {
          throw toError(error);
        }
      },
    ],
  });
}

/** The peer trusts the shape of what it decodes, so the shape is looked at first. */
function isRequest(data: string): boolean {
  let message: unknown;
  try {
    message = JSON.parse(data);
  } catch {
    return false;
  }
  if (typeof message !== 'object' || message === null || !('i' in message)) return false;
  const { i: id, t: type, p: payload } = message as { i: unknown; t?: unknown; p?: unknown };
  if (typeof id !== 'string') return false;
  if (type === undefined) return isCall(payload);
  return type === 3 ? typeof payload === 'object' && payload !== null : type === 4;
}

function isCall(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null) return false;
  const { u: url, h: headers } = payload as { u?: unknown; h?: unknown };
  const isOwnPath = typeof url === 'string' && url.startsWith('/') && !url.startsWith('//');
  return isOwnPath && (headers === undefined || (typeof headers === 'object' && headers !== null));
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
