import { createRequire } from 'node:module';

/**
 * The client of the 1.x SDK, from the copy that Playwright brings for its own use; `@modelcontextprotocol/sdk` itself
 * takes its place once it is a dependency. Only what is used here is described.
 */
export interface SdkClient {
  connect(transport: object): Promise<void>;
  listTools(): Promise<{ readonly tools: readonly unknown[] }>;
  callTool(
    call: { readonly name: string; readonly arguments: object },
    schema?: undefined,
    options?: { readonly signal?: AbortSignal; readonly timeout?: number },
  ): Promise<{ readonly content: readonly { readonly text: string }[] }>;
  close(): Promise<void>;
}

interface Bundle {
  readonly Client: new (info: { name: string; version: string }) => SdkClient;
  readonly StdioClientTransport: new (options: {
    command: string;
    args: readonly string[];
    stderr: 'ignore';
  }) => object;
}

// The package has no types for it.
const { Client, StdioClientTransport } = createRequire(import.meta.url)(
  'playwright-core/lib/utilsBundle',
) as Bundle;

/** Connected to a server that Node runs. */
export async function connectSdk(args: readonly string[]): Promise<SdkClient> {
  const client = new Client({ name: 'bench', version: '0' });
  const { execPath: command } = process;
  await client.connect(new StdioClientTransport({ command, args, stderr: 'ignore' }));
  return client;
}
