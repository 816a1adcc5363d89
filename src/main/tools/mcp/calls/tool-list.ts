import type { Clock } from '../../../../shared/clock.ts';
import { isRecord } from '../../../../shared/is-record.ts';

/** What has to be known of a tool to keep a list of them. */
export interface ListedTool {
  readonly name: string;
  readonly _meta?: unknown;
}

export interface ToolListOptions<T extends ListedTool> {
  /** Asks the server for all pages. */
  readonly fetch: () => Promise<{
    readonly tools: readonly T[];
    /** How long the list holds, where the server says so; otherwise until it says that it changed. */
    readonly ttlMs?: number | undefined;
  }>;
  /** From an earlier run: shown before the server is started. */
  readonly remembered: readonly T[];
  readonly remember: (tools: readonly T[]) => void;
  /** The list is another now. */
  readonly onChange: () => void;
  readonly clock: Clock;
}

/** The tools of one server, by name. */
export interface ToolList<T extends ListedTool> {
  /** As far as known now. */
  readonly known: readonly T[];
  /** Asks the server where it has to; all who ask meanwhile wait for the same answer. */
  current(): Promise<readonly T[]>;
  /** The server says that its list changed. It is asked once it is quiet, and within a second. */
  changed(): void;
  /** Another connection: what was asked before no longer holds. */
  expire(): void;
  stop(): void;
}

const quietMs = 200;
const longestMs = 800;
/** A server may say that its list changed whenever it is asked for it. */
const maxAsks = 3;

export function createToolList<T extends ListedTool>(options: ToolListOptions<T>): ToolList<T> {
  const { fetch, remember, onChange, clock } = options;
  let known = inOrder(options.remembered);
  let text = JSON.stringify(known);
  /** Up to when the list holds. */
  let holdsUntil = -Infinity;
  let asking: Promise<readonly T[]> | null = null;
  /** Counts what makes an answer that is on its way stale. */
  let version = 0;
  let changedAt: number | null = null;
  let cancel = () => {};

  async function ask(): Promise<readonly T[]> {
    const asked = version;
    const { tools, ttlMs } = await fetch();
    take(tools);
    if (asked === version) holdsUntil = ttlMs === undefined ? Infinity : clock.now() + ttlMs;
    return known;
  }

  function take(tools: readonly T[]): void {
    const next = inOrder(tools);
    const nextText = JSON.stringify(next);
    if (nextText === text) return;
    known = next;
    text = nextText;
    remember(known);
    onChange();
  }

  async function current(): Promise<readonly T[]> {
    for (let times = 0; times < maxAsks && clock.now() >= holdsUntil; times++) {
      const asked = version;
      asking ??= ask().finally(() => (asking = null));
      await asking;
      if (asked === version) break;
      // What came was on its way when the list changed.
    }
    return known;
  }

  const look = () => {
    changedAt = null;
    // Whoever needs the list hears what went wrong; until then the last one is as good as any.
    current().catch(() => {});
  };

  return {
    get known() {
      return known;
    },
    current,
    changed() {
      version++;
      holdsUntil = -Infinity;
      changedAt ??= clock.now();
      cancel();
      cancel = clock.after(
        Math.max(0, Math.min(quietMs, changedAt + longestMs - clock.now())),
        look,
      );
    },
    expire() {
      version++;
      holdsUntil = -Infinity;
    },
    stop() {
      cancel();
      changedAt = null;
    },
  };
}

/** Those a model may be told of: some are for a server's own view only. */
export function toolsForModel<T extends ListedTool>(tools: readonly T[]): readonly T[] {
  return tools.filter(({ _meta: meta }) => {
    const ui = isRecord(meta) ? meta['ui'] : undefined;
    const visibility = isRecord(ui) ? ui['visibility'] : undefined;
    return !Array.isArray(visibility) || visibility.includes('model');
  });
}

/** By name in code units, each once: a server may list them in any order, and another one each time. */
function inOrder<T extends ListedTool>(tools: readonly T[]): readonly T[] {
  const first = new Map<string, T>();
  for (const tool of tools) if (!first.has(tool.name)) first.set(tool.name, tool);
  return [...first.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
