import { createRequire } from 'node:module';
import type { StdioTransport } from '../stdio-transport.ts';

/**
 * A client of the 1.x SDK, from the copy that Playwright brings for its own use: a peer that somebody
 * else wrote, without a dependency of ours. Only what tests use is described.
 */
export interface SdkClient {
  connect(transport: StdioTransport, options?: { timeout?: number }): Promise<void>;
  listTools(): Promise<{ tools: { name: string; description?: string }[] }>;
  callTool(
    params: { name: string; arguments?: object },
    schema?: undefined,
    options?: {
      onprogress?: (note: { progress: number; message?: string }) => void;
      signal?: AbortSignal;
      timeout?: number;
      resetTimeoutOnProgress?: boolean;
    },
  ): Promise<{ content: { type: string; text: string }[] }>;
  ping(): Promise<unknown>;
  close(): Promise<void>;
}

interface Bundle {
  readonly Client: new (
    info: { name: string; version: string },
    options?: { listChanged?: { tools?: { onChanged: (error: unknown, tools: unknown) => void } } },
  ) => SdkClient;
}

// The package has no types for it.
const { Client } = createRequire(import.meta.url)('playwright-core/lib/utilsBundle') as Bundle;

export function createSdkClient(
  onToolsChanged?: (tools: { name: string; description: string }[]) => void,
): SdkClient {
  return new Client(
    { name: 'tina-test', version: '1' },
    onToolsChanged === undefined
      ? {}
      : {
          listChanged: {
            tools: { onChanged: (_, tools) => onToolsChanged(tools as never) },
          },
        },
  );
}
