import type { Clock } from '../../../../shared/clock.ts';
import { createHideSecrets } from './hide-secrets.ts';

/**
 * Where a line came from: a message of the protocol, standard error, what on standard output was no
 * message, the server's own log messages, or Tina.
 */
export type LogKind = 'protocol' | 'stderr' | 'stdout' | 'server' | 'host';

export interface LogLine {
  /** Counts up from 1 without gaps. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: LogKind;
  /** Of a message of the protocol: which way it went. */
  readonly direction?: 'sent' | 'received';
  readonly text: string;
  /** How many characters were cut off its end; nothing if it is whole. */
  readonly cut?: number;
}

export interface LogPage {
  readonly lines: readonly LogLine[];
  /** What to ask for next time. */
  readonly cursor: number;
  /** How many lines between the cursor and the first one here are gone. */
  readonly missed: number;
}

export interface ServerLog {
  add(kind: LogKind, text: string, direction?: LogLine['direction']): void;
  /** Lines behind a cursor, oldest first, at most 1,000; 0 asks for all that is there. */
  read(cursor: number, limit?: number): LogPage;
  /** Called when there is something to read, at most five times a second. */
  onChange(listener: () => void): () => void;
  /** The number of the last line; 0: there is none. */
  readonly newest: number;
  /** Values that must not be read in it from now on, besides those it knows. */
  keepOut(secrets: readonly string[]): void;
  /** What is shown of a text of this server's. */
  readonly hide: (text: string) => string;
  dispose(): void;
}

export interface ServerLogOptions {
  readonly clock: Clock;
  /** Values that must not be read in it. */
  readonly secrets: readonly string[];
  readonly maxLines?: number;
  /** Of all lines together, in characters. */
  readonly maxCharacters?: number;
  /**
   * Takes each line, to keep it on disk, but for the messages of the protocol: what a person and a
   * model wrote is kept in the database and nowhere else.
   */
  readonly keep?: (line: LogLine) => void;
}

export const maxLineCharacters = 16 * 1024;
const noticePauseMs = 200;

/** The last lines of one server, in memory. */
export function createServerLog({
  clock,
  secrets,
  maxLines = 10_000,
  maxCharacters = 5 * 1024 * 1024,
  keep,
}: ServerLogOptions): ServerLog {
  const kept = new Set(secrets);
  let hideThem = createHideSecrets(secrets);
  const listeners = new Set<() => void>();
  // A ring: the line numbered n lies at n modulo the size.
  const ring: (LogLine | undefined)[] = [];
  let first = 1;
  let next = 1;
  let characters = 0;

  function dropOldest(): void {
    characters -= ring[first % maxLines]?.text.length ?? 0;
    ring[first % maxLines] = undefined;
    first += 1;
  }

  /** Only when somebody looks: most lines are gone before anybody does, and a call has two of them. */
  const shown = (line: LogLine): LogLine => ({ ...line, text: hideThem(line.text) });

  let resting: (() => void) | undefined;
  let changed = false;
  /** At once after a quiet moment, and once more for all that came while it was resting. */
  function notify(): void {
    if (resting !== undefined) {
      changed = true;
      return;
    }
    if (listeners.size === 0) return;
    resting = clock.after(noticePauseMs, () => {
      resting = undefined;
      if (changed) notify();
    });
    changed = false;
    for (const listener of [...listeners]) listener();
  }

  return {
    hide: (text) => hideThem(text),
    get newest() {
      return next - 1;
    },
    keepOut(more) {
      if (more.every((secret) => kept.has(secret))) return;
      for (const secret of more) kept.add(secret);
      hideThem = createHideSecrets([...kept]);
    },
    add(kind, text, direction) {
      const end = hideThem.cutBefore(text, maxLineCharacters);
      const short = end < text.length ? ownCopy(text.slice(0, end)) : text;
      const line: LogLine = {
        number: next,
        at: clock.now(),
        kind,
        ...(direction === undefined ? {} : { direction }),
        text: short,
        ...(end < text.length ? { cut: text.length - end } : {}),
      };
      if (next - first === maxLines) dropOldest();
      ring[next % maxLines] = line;
      next += 1;
      characters += short.length;
      while (characters > maxCharacters && next - first > 1) dropOldest();
      if (kind !== 'protocol') keep?.(shown(line));
      notify();
    },
    read(cursor, limit = 1000) {
      const start = Math.max(first, Math.min(cursor + 1, next));
      const end = Math.min(next, start + limit);
      const lines: LogLine[] = [];
      for (let number = start; number < end; number++) {
        const line = ring[number % maxLines];
        if (line !== undefined) lines.push(shown(line));
      }
      return { lines, cursor: end - 1, missed: Math.max(0, start - cursor - 1) };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      resting?.();
      listeners.clear();
    },
  };
}

/** A slice of a string keeps all of that string alive: here that would be megabytes for kilobytes. */
function ownCopy(text: string): string {
  return Buffer.from(text).toString();
}
