import type { ChatEvent } from '../../shared/contract/chat.ts';
import { mergeEvents } from '../../shared/chat/merge-events.ts';
import type { Clock } from '../../shared/clock.ts';
import type { JournalEntry } from '../store/store.ts';

const flushAfterMs = 100;
const flushAtLength = 2048;

export interface JournalOptions {
  readonly append: (entries: readonly JournalEntry[]) => Promise<void>;
  readonly clock: Clock;
  /** Nothing is lost: the entries stay and are tried again with the next flush. */
  readonly onError: (error: unknown) => void;
}

/** Writes running turns ahead, all of them together, one transaction at a time. */
export interface Journal {
  add(messageId: string, events: readonly ChatEvent[]): void;
  /** The message is about to be stored whole: what waits of it is dropped, what is under way awaited. */
  settle(messageId: string): Promise<void>;
}

export function createJournal({ append, clock, onError }: JournalOptions): Journal {
  const waiting = new Map<string, ChatEvent[]>();
  const written = new Map<string, number>();
  let length = 0;
  let writing: Promise<void> | null = null;
  let cancelTimer: (() => void) | null = null;
  let isDue = false;

  function schedule(): void {
    if (waiting.size === 0) return;
    if (isDue || length >= flushAtLength) {
      if (writing === null) void write(); // never rejects: failures go to onError
      return;
    }
    // Counted from what has waited longest, also while a write is under way.
    cancelTimer ??= clock.after(flushAfterMs, () => {
      cancelTimer = null;
      isDue = true;
      schedule();
    });
  }

  function write(): Promise<void> {
    if (writing !== null || waiting.size === 0) return writing ?? Promise.resolve();
    cancelTimer?.();
    cancelTimer = null;
    isDue = false;
    const batch = [...waiting].map(([messageId, events]) => ({
      messageId,
      events: mergeEvents(events),
    }));
    waiting.clear();
    length = 0;
    const entries = batch.map(({ messageId, events }) => ({
      messageId,
      seq: written.get(messageId) ?? 0,
      events,
    }));
    writing = append(entries)
      .then(
        () => {
          for (const { messageId, seq } of entries) written.set(messageId, seq + 1);
        },
        (error: unknown) => {
          for (const { messageId, events } of batch) {
            waiting.set(messageId, [...events, ...(waiting.get(messageId) ?? [])]);
          }
          // Neither counted into `length` nor due: the next try waits for the timer instead of spinning.
          isDue = false;
          onError(error);
        },
      )
      .finally(() => {
        writing = null;
        schedule();
      });
    return writing;
  }

  return {
    add(messageId, events) {
      if (events.length === 0) return;
      const list = waiting.get(messageId);
      if (list === undefined) waiting.set(messageId, [...events]);
      else for (const event of events) list.push(event);
      for (const event of events) length += event.type === 'part-delta' ? event.delta.length : 64;
      schedule();
    },
    async settle(messageId) {
      waiting.delete(messageId);
      if (writing !== null) await writing;
      waiting.delete(messageId);
      written.delete(messageId);
    },
  };
}
