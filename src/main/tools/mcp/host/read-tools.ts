import type { Clock } from '../../../../shared/clock.ts';
import { withDeadline } from '../calls/call-deadline.ts';
import { createToolList } from '../calls/tool-list.ts';
import type { McpSession } from '../session/session.ts';
import type { ToolDefinition } from '../trust/pins.ts';

export interface ReadToolsOptions {
  readonly session: McpSession;
  /** What the person calls it; stands in errors. */
  readonly server: string;
  readonly listSeconds: number;
  readonly clock: Clock;
  /** Of the start this belongs to. */
  readonly signal: AbortSignal;
  readonly onTools: (tools: readonly ToolDefinition[]) => void;
}

/** Reads the tools of a server, and again when it says that they changed. Rejects where the first reading fails. */
export async function readTools({
  session,
  server,
  listSeconds,
  clock,
  signal,
  onTools,
}: ReadToolsOptions): Promise<{ changed(): void }> {
  const over = new AbortController();
  void session.ended.then(() => over.abort());
  let during = AbortSignal.any([signal, over.signal]);
  const listMs = listSeconds * 1000;
  const list = createToolList<ToolDefinition>({
    fetch: async () => ({
      tools: await withDeadline((left) => session.listTools(left), {
        clock,
        signal: during,
        idleMs: listMs,
        totalMs: listMs,
        about: { server },
      }),
    }),
    remembered: [],
    remember() {},
    onChange: () => onTools(list.known),
    clock,
  });
  over.signal.addEventListener('abort', () => list.stop(), { once: true });
  await list.current();
  during = over.signal;
  if (list.known.length === 0) onTools([]);
  return list;
}
