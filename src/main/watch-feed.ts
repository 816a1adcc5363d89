import { sleep } from '../shared/clock.ts';
import type { Clock } from '../shared/clock.ts';
import type { Feed } from './feed.ts';

/** No window paints more often. */
const frameMs = 16;

export interface WatchFeedOptions<Event, Snapshot> {
  readonly feed: Feed<Event>;
  /** Everything as it is, with the cursor that belongs to it. */
  readonly snapshot: () => Snapshot | Promise<Snapshot>;
  /** Fewer events that come to the same. */
  readonly merge?: (events: readonly Event[]) => readonly Event[];
  readonly after: string | undefined;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

export interface FollowingEvents<Event> {
  readonly type: 'events';
  /** The cursor these events follow. */
  readonly after: string;
  readonly cursor: string;
  readonly events: readonly Event[];
}

/**
 * Replays from `after`, or from a snapshot, and goes on live until the feed closes or the watcher
 * leaves. What comes after a quiet moment is sent at once; after that, what gathers in a frame is
 * sent together. A slow reader costs nothing: it gets more at a time, or a new snapshot.
 */
export async function* watchFeed<Event, Snapshot extends { readonly cursor: string }>({
  feed,
  snapshot,
  merge = (events) => events,
  after: begin,
  signal,
  clock,
}: WatchFeedOptions<Event, Snapshot>): AsyncGenerator<
  Snapshot | FollowingEvents<Event>,
  void,
  void
> {
  let cursor = begin;
  let sentAt = -Infinity;
  while (!signal.aborted && !feed.closed) {
    const events = cursor === undefined ? null : feed.since(cursor);
    if (cursor === undefined || events === null) {
      const update = await snapshot();
      ({ cursor } = update);
      yield update;
      continue;
    }
    if (events.length === 0) {
      await feed.changed(cursor, signal);
      // Never longer than a frame, even if the clock was set back.
      await sleep(clock, Math.min(frameMs, sentAt + frameMs - clock.now()), signal);
      continue;
    }
    const after = cursor;
    ({ cursor } = feed);
    sentAt = clock.now();
    yield { type: 'events', after, cursor, events: merge(events) };
  }
}
