import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { DraftConfig } from '../../../../../shared/contract/mcp-server.ts';
import { draftConfigSchema } from '../../../../../shared/contract/mcp-server.ts';

const resourceServer = fileURLToPath(new URL('resource-server.mjs', import.meta.url));

/** The server of resources with these flags. */
export function resourcesOver(args: readonly string[] = [], name = 'Notes'): DraftConfig {
  return draftConfigSchema.parse({
    name,
    transport: { type: 'stdio', command: process.execPath, args: [resourceServer, ...args] },
  });
}

/** Keeps bytes as the store does, by their SHA-256. */
export function keeperForTest() {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    save: async ({ bytes }: { readonly bytes: Uint8Array }) => {
      const id = createHash('sha256').update(bytes).digest('hex');
      kept.set(id, bytes);
      return id;
    },
  };
}
