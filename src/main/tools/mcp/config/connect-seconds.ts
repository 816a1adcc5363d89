import type { ServerConfig } from '../../../../shared/contract/mcp-server.ts';
import { partsOf } from './server-text.ts';

/** Commands that may have to download what they run. */
const downloaders =
  /^(npx|npm|pnpm|pnpx|yarn|bunx?|uvx?|pipx|docker|podman|nerdctl|dnx|deno|nix|go|cargo)(\.cmd|\.exe)?$/i;

/** How long a start may take: what the configuration says, else longer where something may be downloaded. */
export function connectSecondsOf({
  transport,
  timeouts,
}: Pick<ServerConfig, 'transport' | 'timeouts'>): number {
  if (timeouts.connectSeconds !== undefined) return timeouts.connectSeconds;
  if (transport.type === 'http') return 30;
  const last = partsOf(transport.command).at(-1);
  const program = typeof last === 'string' ? last.split(/[/\\]/).at(-1) : undefined;
  return program !== undefined && downloaders.test(program) ? 120 : 30;
}
