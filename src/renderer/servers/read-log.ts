import { sleep } from '../../shared/clock.ts';
import type { Clock } from '../../shared/clock.ts';
import type { AppError } from '../../shared/errors.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { appendLines, cursorBefore, emptyLog, prependLines } from './log-window.ts';
import type { LogPage, LogWindow } from './log-window.ts';

export interface ReadLogOptions {
  readonly read: (wish: { readonly after: number; readonly limit: number }) => Promise<LogPage>;
  /** Called at most five times a second. */
  readonly onChange: (log: LogWindow) => void;
  readonly onError: (error: AppError) => void;
  /** How many lines are to be held: more where the reader looks at older ones. */
  readonly keep: () => number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface LogReader {
  /** There may be more to read. */
  readonly poke: () => void;
  /** Lines before the first one held. */
  readonly readEarlier: () => Promise<void>;
}

const pageSize = 1_000;
const pauseMs = 200;

/** Reads a log as it grows. However often it is told, it reads on at most five times a second. */
export function readLog(options: ReadLogOptions): LogReader {
  const { read, onChange, onError, keep, clock, signal } = options;
  let log = emptyLog;
  let isWanted = false;
  let isReading = false;

  async function catchUp(): Promise<void> {
    for (;;) {
      const { cursor } = log;
      const page = await read({ after: cursor, limit: pageSize });
      log = appendLines(log, page, keep());
      // A log that began anew is read from its start.
      const isAnew = page.cursor < cursor;
      if (signal.aborted || (page.lines.length < pageSize && !isAnew)) return;
    }
  }

  async function run(): Promise<void> {
    if (isReading) return;
    isReading = true;
    while (isWanted && !signal.aborted) {
      isWanted = false;
      const before = log;
      try {
        await catchUp();
      } catch (error) {
        if (!signal.aborted) onError(toAppError(error));
      }
      if (log !== before && !signal.aborted) onChange(log);
      await sleep(clock, pauseMs, signal);
    }
    isReading = false;
  }

  return {
    poke() {
      isWanted = true;
      void run(); // tells of its errors
    },
    async readEarlier() {
      try {
        const page = await read({ after: cursorBefore(log, pageSize), limit: pageSize });
        if (signal.aborted) return;
        log = prependLines(log, page);
        onChange(log);
      } catch (error) {
        if (!signal.aborted) onError(toAppError(error));
      }
    },
  };
}
