import { join } from 'node:path';
import { draftConfigSchema } from '../../../../../shared/contract/mcp-server.ts';
import type { McpHost } from '../mcp-host.ts';
import { added, call, toolOf, until } from './host-for-test.ts';

/** The server that asks its client, running. */
export async function startAsking(host: McpHost): Promise<string> {
  const id = await added(
    host,
    draftConfigSchema.parse({
      name: 'Asking',
      transport: {
        type: 'stdio',
        command: process.execPath,
        args: [join(import.meta.dirname, 'asking-server.mjs')],
      },
    }),
  );
  host.start(id);
  await until(host, id, 'ready');
  return id;
}

/** What one of its tools gave. */
export async function given(
  host: McpHost,
  tool: string,
  input: object = {},
  options = call(),
): Promise<unknown> {
  const outcome = await host.run(toolOf(host, `__${tool}`), input, options);
  const [content] = (outcome as { content: readonly { text: string }[] }).content;
  return JSON.parse(content?.text ?? '');
}
