import { createRequire } from 'node:module';
import { AppError } from '../../../../../shared/errors.ts';
import { lostConnection } from '../lost-connection.ts';
import type { Connection, ConnectionEnd } from '../connection.ts';

/**
 * The client of the 1.x SDK, which Playwright carries with it: somebody else's idea of the protocol, and so a fair
 * peer for ours.
 */
interface SdkClient {
  connect(transport: object, options: { signal: AbortSignal }): Promise<void>;
  close(): Promise<void>;
  ping(options: { signal: AbortSignal }): Promise<unknown>;
  callTool(
    call: { name: string; arguments: object },
    schema: undefined,
    options: { signal: AbortSignal; onprogress?: (progress: unknown) => void; timeout: number },
  ): Promise<unknown>;
}

interface Sdk {
  readonly Client: new (info: { name: string; version: string }) => SdkClient;
  readonly StdioClientTransport: new (options: { command: string; args: string[] }) => object;
}

const { Client, StdioClientTransport } = createRequire(import.meta.url)(
  'playwright-core/lib/utilsBundle',
) as Sdk; // it has no types

export interface SdkConnection extends Connection {
  readonly pid: number | null;
  call(
    name: string,
    given: object,
    options: { signal: AbortSignal; onProgress?: (progress: unknown) => void },
  ): Promise<unknown>;
}

/** A connection to a process, made with the SDK as another would make it. */
export async function connectWithSdk(args: string[], signal: AbortSignal): Promise<SdkConnection> {
  const ended = Promise.withResolvers<ConnectionEnd>();
  const client = new Client({ name: 'tina-test', version: '1.0.0' });
  const transport = new StdioClientTransport({ command: process.execPath, args });
  Object.assign(client, { onclose: () => ended.resolve({ error: null }) });
  try {
    await client.connect(transport, { signal });
  } catch (error) {
    await client.close();
    signal.throwIfAborted();
    throw new AppError('mcp-connection-failed', 'It ended.', {
      details: { cause: 'exited' },
      cause: error,
    });
  }
  return {
    era: 'legacy',
    ended: ended.promise,
    pid: (transport as { pid: number | null }).pid, // of every stdio transport
    ping: async (ending) => void (await client.ping({ signal: ending })),
    close: () => client.close(),
    async call(name, given, { signal: calling, onProgress }) {
      try {
        return await client.callTool({ name, arguments: given }, undefined, {
          signal: calling,
          // Time is counted by whoever calls.
          timeout: 2 ** 31 - 1,
          ...(onProgress === undefined ? {} : { onprogress: onProgress }),
        });
      } catch (error) {
        calling.throwIfAborted();
        const isClosed = error instanceof Error && 'code' in error && error.code === -32_000;
        throw isClosed ? lostConnection('s', 'crashed', error) : error;
      }
    },
  };
}
