import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../../src/shared/clock.ts';
import { draftConfigSchema } from '../../../src/shared/contract/mcp-server.ts';
import { createMcpHost } from '../../../src/main/tools/mcp/host/mcp-host.ts';
import type { McpHost } from '../../../src/main/tools/mcp/host/mcp-host.ts';
import type { SaveArtifact } from '../../../src/main/tools/mcp/host/call-tool.ts';
import { memoryHost } from '../memory-host.ts';

/** On the 1.x SDK. */
export const sdkServer = fileURLToPath(new URL('../../servers/mcp-server.mjs', import.meta.url));

/** Bare: hardly any time is its own. */
export const bareServer = fileURLToPath(
  new URL('../../../src/main/tools/mcp/stdio/__fixtures__/hostile-server.mjs', import.meta.url),
);

/** The servers of a person on this folder, as the app has them. */
export function openHost(dataDir: string, saveArtifact: SaveArtifact): McpHost {
  const { secrets, log, environment } = memoryHost(dataDir, process.env);
  return createMcpHost({
    dataDir,
    platform: process.platform,
    environment,
    home: homedir(),
    spawn,
    clock: systemClock,
    version: '0',
    random: Math.random,
    log,
    secrets,
    saveArtifact,
    forgetAllowed: () => Promise.resolve(),
    loadCounting: () => Promise.resolve(() => 0),
  });
}

/** What keeps nothing. */
export const keepNothing: SaveArtifact = () => Promise.resolve('0'.repeat(64));

/** Described, agreed to and on; Node runs it. Its id. */
export async function addServer(
  host: McpHost,
  name: string,
  args: readonly string[],
): Promise<string> {
  const draft = draftConfigSchema.parse({
    name,
    transport: { type: 'stdio', command: process.execPath, args },
  });
  const id = await host.add(draft, {});
  await host.allow(id, host.consent(id).hash);
  host.setEnabled(id, true);
  return id;
}

/** Resolves once each of them has been in this state since now, or is in it. */
export async function allAre(
  host: McpHost,
  ids: readonly string[],
  state: 'ready' | 'stopped',
): Promise<void> {
  const left = new AbortController();
  const missing = new Set(ids);
  for await (const update of host.watch({ after: undefined, signal: left.signal })) {
    const told =
      update.type === 'snapshot'
        ? update.servers.map(({ server, status }) => ({ type: 'server-state', server, status }))
        : update.events;
    for (const event of told) {
      if (event.type !== 'server-state' || !('status' in event)) continue;
      if (event.status.state === 'failed') throw new Error(`${event.server} failed`);
      if (event.status.state === state) missing.delete(event.server);
    }
    if (missing.size === 0) break;
  }
  left.abort();
}
