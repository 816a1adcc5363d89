import { ORPCError, createORPCClient } from '@orpc/client';
import { StandardRPCLink } from '@orpc/client/standard';
import { ClientPeer } from '@orpc/standard-server-peer';
import type { Client } from '../../shared/contract/index.ts';
import { AppError, isErrorCode } from '../../shared/errors.ts';
import { isRecord } from '../../shared/is-record.ts';
import type { Channel } from './channel.ts';

/** The other end of `createBridge`, for callers that are not a page: tests, tools, other doors. */
export function connectBridge(channel: Channel): Client {
  const peer = new ClientPeer(async (data) => channel.send(data as string)); // text in, text out
  channel.onMessage((data) => void peer.message(data as string));
  channel.onClose(() => peer.close());
  const link = new StandardRPCLink(
    {
      async call(request) {
        const response = await peer.request(request);
        return { ...response, body: () => Promise.resolve(response.body) };
      },
    },
    { url: 'http://orpc' }, // the origin oRPC leaves out on the wire
  );
  return createORPCClient(link);
}

/** What a call threw, as the AppError it was at the other end. */
export function errorFromBridge(error: unknown): unknown {
  if (!(error instanceof ORPCError) || !isErrorCode(error.code)) return error;
  const data: unknown = error.data;
  const { retryable, details } = isRecord(data) ? data : {};
  return new AppError(error.code, error.message, {
    retryable: retryable === true,
    ...(isRecord(details) ? { details } : {}),
  });
}
