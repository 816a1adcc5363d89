import type { McpEvent, McpUpdate } from '../../../../shared/contract/mcp-events.ts';
import { sleep } from '../../../../shared/clock.ts';
import type { Clock } from '../../../../shared/clock.ts';
import type { Feed } from '../../../feed.ts';

/** No window paints more often. */
const frameMs = 16;

export interface WatchServersOptions {
  readonly feed: Feed<McpEvent>;
  /** Everything as it is, with the cursor that belongs to it. */
  readonly snapshot: () => Extract<McpUpdate, { type: 'snapshot' }>;
  readonly after: string | undefined;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/**
 * Replays from `after`, or from a snapshot, and goes on live until the feed closes or the watcher leaves. What comes
 * after a quiet moment is sent at once; after that, what gathers in a frame is sent together.
 */
export async function* watchServers(
  options: WatchServersOptions,
): AsyncGenerator<McpUpdate, void, void> {
  const { feed, snapshot, signal, clock } = options;
  let cursor = options.after;
  let sentAt = -Infinity;
  while (!signal.aborted && !feed.closed) {
    const events = cursor === undefined ? null : feed.since(cursor);
    if (cursor === undefined || events === null) {
      const update = snapshot();
      cursor = update.cursor;
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
    cursor = feed.cursor;
    sentAt = clock.now();
    yield { type: 'events', after, cursor, events };
  }
}
