import { startChild } from '../harness/child.ts';

export interface AnthropicServer {
  /** Address that answers with `size` of `kind`: see anthropic-server.ts. */
  readonly baseUrl: string;
  close(): Promise<void>;
}

export async function startAnthropicServer(): Promise<AnthropicServer> {
  const child = await startChild(new URL('anthropic-server.ts', import.meta.url), []);
  return { baseUrl: `http://127.0.0.1:${String(child.ready['port'])}`, close: () => child.close() };
}
