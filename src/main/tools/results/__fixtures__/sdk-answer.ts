import { createRequire } from 'node:module';

/** What both ends of the SDK ask of a transport. */
interface Transport {
  onmessage?: (message: unknown) => void;
  onclose?: () => void;
  start(): Promise<void>;
  send(message: unknown): Promise<void>;
  close(): Promise<void>;
}

interface Bundle {
  readonly Client: new (info: object) => {
    connect(transport: Transport): Promise<void>;
    callTool(call: { name: string }): Promise<unknown>;
    close(): Promise<void>;
  };
  readonly Server: new (
    info: object,
    options: object,
  ) => {
    setRequestHandler(schema: unknown, answer: () => unknown): void;
    connect(transport: Transport): Promise<void>;
  };
  readonly CallToolRequestSchema: unknown;
}

// Both ends of the 1.x SDK, from the copy that Playwright brings for its own use: the words of the protocol as
// somebody else reads them, without a dependency of ours. The package has no types for it.
const { Client, Server, CallToolRequestSchema } = createRequire(import.meta.url)(
  'playwright-core/lib/utilsBundle',
) as Bundle;

/** What a client has of a server that answers a call with this; rejects where the SDK takes it for no result. */
export async function sdkAnswer(result: object): Promise<unknown> {
  const server = new Server({ name: 'server', version: '1' }, { capabilities: { tools: {} } });
  server.setRequestHandler(CallToolRequestSchema, () => result);
  const client = new Client({ name: 'tina-test', version: '1' });
  const [one, other] = linked();
  await Promise.all([server.connect(one), client.connect(other)]);
  try {
    return await client.callTool({ name: 'any' });
  } finally {
    await client.close();
  }
}

/** Messages as JSON, as any wire has them. */
function linked(): [Transport, Transport] {
  const make = (): Transport => ({
    start: () => Promise.resolve(),
    send: () => Promise.resolve(),
    async close() {
      this.onclose?.();
    },
  });
  const [one, other] = [make(), make()];
  const to = (end: Transport) => async (message: unknown) => {
    const text = JSON.stringify(message);
    queueMicrotask(() => end.onmessage?.(JSON.parse(text)));
  };
  one.send = to(other);
  other.send = to(one);
  return [one, other];
}
