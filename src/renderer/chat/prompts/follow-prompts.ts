import type { Clock } from '../../../shared/clock.ts';
import type { OfferedPrompt } from '../../../shared/contract/mcp-prompts.ts';
import type { McpUpdate } from '../../../shared/contract/mcp-events.ts';
import type { Bridge } from '../../bridge/bridge.ts';
import { followStream } from '../../bridge/follow-stream.ts';

export interface FollowPromptsOptions {
  readonly bridge: Pick<Bridge, 'client' | 'connected'>;
  readonly onPrompts: (prompts: readonly OfferedPrompt[]) => void;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** Servers tell of more than one change at a time. */
const gatherMs = 50;

/** Reads the prompts of servers, and again whenever they may be others, until the signal is aborted. */
export function followPrompts(options: FollowPromptsOptions): Promise<void> {
  const { bridge, onPrompts, clock, random, signal } = options;
  const { mcp } = bridge.client;
  let cancel: (() => void) | null = null;
  /** Counts the readings: the answer to an older one is not taken any more. */
  let newest = 0;

  async function read(): Promise<void> {
    cancel = null;
    const mine = ++newest;
    try {
      const { prompts } = await mcp.prompts(undefined, { signal });
      if (mine === newest && !signal.aborted) onPrompts(prompts);
    } catch {
      // Those that are known stay; the next change, or connection, asks again.
    }
  }

  signal.addEventListener('abort', () => cancel?.(), { once: true });
  return followStream({
    connected: (left) => bridge.connected(left),
    open: () => mcp.watch({}, { signal }),
    onValue(update) {
      if (mayChangePrompts(update)) cancel ??= clock.after(gatherMs, () => void read()); // never rejects
    },
    onError() {},
    signal,
    clock,
    random,
  });
}

function mayChangePrompts(update: McpUpdate): boolean {
  return (
    update.type === 'snapshot' ||
    update.events.some(
      ({ type }) =>
        type === 'prompts-changed' ||
        type === 'servers-changed' ||
        type === 'server-state' ||
        type === 'server-removed',
    )
  );
}
