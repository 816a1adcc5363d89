import type { ServerLogLine } from '../../shared/contract/mcp.ts';

/** Some lines of a log, neighbours of one another, as far as they are held here. */
export interface LogWindow {
  readonly lines: readonly ServerLogLine[];
  /** Behind the last line that was read, whether it is still here or not. */
  readonly cursor: number;
  /** There may be older lines to read. */
  readonly hasEarlier: boolean;
}

export interface LogPage {
  readonly lines: readonly ServerLogLine[];
  readonly cursor: number;
  readonly missed: number;
}

export const emptyLog: LogWindow = { lines: [], cursor: 0, hasEarlier: false };

/** Adds what was read behind the cursor; of more than `keep` lines the oldest are let go. */
export function appendLines(log: LogWindow, page: LogPage, keep: number): LogWindow {
  // The log began anew, and what is here is none of it.
  if (page.cursor < log.cursor) return emptyLog;
  if (page.lines.length === 0) return log;
  // Lines in between are gone: what is older is no neighbour any more.
  const isBroken = page.missed > 0 && log.lines.length > 0;
  const all = isBroken ? page.lines : [...log.lines, ...page.lines];
  const lines = all.length > keep ? all.slice(-keep) : all;
  const hasEarlier = isBroken ? false : log.hasEarlier || lines.length < all.length;
  return { lines, cursor: page.cursor, hasEarlier };
}

/** Where to read from for the lines before the first one here. */
export function cursorBefore({ lines }: LogWindow, count: number): number {
  return Math.max(0, (lines[0]?.number ?? 1) - 1 - count);
}

/** Adds what was read from `cursorBefore`, as far as it stands before what is here. */
export function prependLines(log: LogWindow, page: LogPage): LogWindow {
  const first = log.lines[0]?.number;
  if (first === undefined) return log;
  const earlier = page.lines.filter(({ number }) => number < first);
  const oldest = earlier[0]?.number ?? first;
  return {
    ...log,
    lines: [...earlier, ...log.lines],
    hasEarlier: earlier.length > 0 && page.missed === 0 && oldest > 1,
  };
}
