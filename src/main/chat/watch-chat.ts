import type { ChatEvent, ChatUpdate } from '../../shared/contract/chat.ts';
import { mergeEvents } from '../../shared/chat/merge-events.ts';
import { sleep } from '../../shared/clock.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Feed } from '../feed.ts';

/** No window paints more often. */
const frameMs = 16;

export interface WatchChatOptions {
  readonly feed: Feed<ChatEvent>;
  /** The conversation as it is, with the cursor that belongs to it. */
  readonly snapshot: () => Promise<Extract<ChatUpdate, { type: 'snapshot' }>>;
  readonly after: string | undefined;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/**
 * Replays from `after`, or from a snapshot, and goes on live until the feed closes or the watcher
 * leaves. What comes after a quiet moment is sent at once; after that, what gathers in a frame is
 * sent together. A slow reader costs nothing: it gets more at a time, or a new snapshot.
 */
export async function* watchChat(
  options: WatchChatOptions,
): AsyncGenerator<ChatUpdate, void, void> {
  const { feed, snapshot, signal, clock } = options;
  let cursor = options.after;
  let sentAt = -Infinity;
  while (!signal.aborted && !feed.closed) {
    const events = cursor === undefined ? null : feed.since(cursor);
    if (events === null) {
      const update = await snapshot();
      cursor = update.cursor;
      yield update;
      continue;
    }
    const after = cursor as string; // `events` is null when there is no cursor
    if (events.length === 0) {
      await feed.changed(after, signal);
      await sleep(clock, Math.min(frameMs, sentAt + frameMs - clock.now()), signal); // never longer, even if the clock was set back
      continue;
    }
    cursor = feed.cursor;
    sentAt = clock.now();
    yield { type: 'events', after, cursor, events: mergeEvents(events) };
  }
}
