import type { FollowingEvents, WatchFeedOptions } from '../../../src/main/watch-feed.ts';

/** In place of Tina's own: every event is a message of its own, sent as soon as it is there. */
export async function* watchFeed<Event, Snapshot extends { readonly cursor: string }>(
  options: WatchFeedOptions<Event, Snapshot>,
): AsyncGenerator<Snapshot | FollowingEvents<Event>, void, void> {
  const { feed, snapshot, signal } = options;
  let cursor = options.after;
  while (!signal.aborted && !feed.closed) {
    const events = cursor === undefined ? null : feed.since(cursor);
    if (events === null) {
      const update = await snapshot();
      cursor = update.cursor;
      yield update;
      continue;
    }
    for (const event of events) {
      const after = String(cursor);
      cursor = following(after);
      yield { type: 'events', after, cursor, events: [event] };
    }
    await feed.changed(String(cursor), signal);
  }
}

/** `epoch:number`, as feed.ts makes them. */
function following(cursor: string): string {
  const [epoch, seen] = cursor.split(':');
  return `${epoch}:${Number(seen) + 1}`;
}
