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

export interface ReadTools {
  /** When they were read for the first time, and were told of. Rejects where that fails. */
  readonly first: Promise<void>;
  /** The server says that they changed, be it while they are read for the first time. */
  changed(): void;
}

/** Reads the tools of a server, and again when it says that they changed. */
export function readTools({
  session,
  server,
  listSeconds,
  clock,
  signal,
  onTools,
}: ReadToolsOptions): ReadTools {
  const over = new AbortController();
  void session.ended.then(() => over.abort());
  let isRead = false;
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
    onChange() {
      if (isRead) onTools(list.known);
    },
    clock,
  });
  over.signal.addEventListener('abort', () => list.stop(), { once: true });

  async function readFirst(): Promise<void> {
    await list.current();
    during = over.signal;
    // What a list that changed meanwhile said first was never theirs.
    isRead = true;
    onTools(list.known);
  }

  return { first: readFirst(), changed: list.changed };
}
