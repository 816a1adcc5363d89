import { createWaiters } from './waiters.ts';

/** Numbered events of which the newest are kept. Readers hold a cursor and nothing is queued for them. */
export interface Feed<T> {
  publish(events: readonly T[]): void;
  /** Names the place after the newest event. */
  readonly cursor: string;
  /** What followed the cursor; null when it is unknown here or too long ago. */
  since(cursor: string): readonly T[] | null;
  /** Resolves once there is something after the cursor, or the feed or the signal ended. */
  changed(cursor: string, signal: AbortSignal): Promise<void>;
  /** What follows is no step from what was: every cursor is unknown from now on. */
  reset(): void;
  close(): void;
  readonly closed: boolean;
}

export interface FeedOptions {
  /** Differs between runs of the program: a cursor of another run is never mistaken for one of this. */
  readonly epoch: string;
  /** How many events are kept at least, once there were so many. */
  readonly keep: number;
}

export function createFeed<T>({ epoch, keep }: FeedOptions): Feed<T> {
  let events: T[] = [];
  /** The number of events that came before `events[0]`. */
  let dropped = 0;
  let closed = false;
  const waiters = createWaiters();

  const cursorNow = () => `${epoch}:${dropped + events.length}`;

  return {
    publish(added) {
      if (added.length === 0 || closed) return;
      for (const event of added) events.push(event);
      // Trimmed at twice the length, so that dropping costs nothing on average.
      if (events.length > keep * 2) {
        dropped += events.length - keep;
        events = events.slice(-keep);
      }
      waiters.wakeAll();
    },
    get cursor() {
      return cursorNow();
    },
    since(cursor) {
      const seen = parseCursor(cursor, epoch);
      if (seen === null || seen < dropped || seen > dropped + events.length) return null;
      return events.slice(seen - dropped);
    },
    async changed(cursor, signal) {
      if (!closed && cursor === cursorNow()) await waiters.wait(signal);
    },
    reset() {
      if (closed) return;
      dropped += events.length + 1;
      events = [];
      waiters.wakeAll();
    },
    close() {
      closed = true;
      waiters.wakeAll();
    },
    get closed() {
      return closed;
    },
  };
}

function parseCursor(cursor: string, epoch: string): number | null {
  if (!cursor.startsWith(`${epoch}:`)) return null;
  const seen = Number(cursor.slice(epoch.length + 1));
  return Number.isSafeInteger(seen) && seen >= 0 ? seen : null;
}
