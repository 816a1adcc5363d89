import { fileURLToPath } from 'node:url';
import type { DraftConfig } from '../../../../../shared/contract/mcp-server.ts';
import { draftConfigSchema } from '../../../../../shared/contract/mcp-server.ts';
import type { McpHost } from '../../host/mcp-host.ts';

const promptServer = fileURLToPath(new URL('prompt-server.mjs', import.meta.url));

/** The server of prompts with these flags. */
export function promptsOver(args: readonly string[] = [], name = 'Prompts'): DraftConfig {
  return draftConfigSchema.parse({
    name,
    transport: { type: 'stdio', command: process.execPath, args: [promptServer, ...args] },
  });
}

/** Resolves once this holds, looked at again after whatever the servers do. */
export async function whenever(host: McpHost, holds: () => boolean): Promise<void> {
  const left = new AbortController();
  for await (const _ of host.watch({ after: undefined, signal: left.signal })) if (holds()) break;
  left.abort();
}
