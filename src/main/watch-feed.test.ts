import { expect, test } from 'vitest';
import { mergeEvents } from '../shared/chat/merge-events.ts';
import type { ChatEvent, ChatUpdate } from '../shared/contract/chat.ts';
import { createFakeClock } from '../shared/clock.ts';
import { createFeed } from './feed.ts';
import { watchFeed } from './watch-feed.ts';

const delta = (text: string): ChatEvent => ({
  type: 'part-delta',
  messageId: 'm',
  index: 0,
  delta: text,
});

function setUp(after?: string, keep = 100) {
  const feed = createFeed<ChatEvent>({ epoch: 'e', keep });
  const clock = createFakeClock();
  const controller = new AbortController();
  let snapshots = 0;
  const watch = () =>
    watchFeed({
      feed,
      merge: mergeEvents,
      clock,
      signal: controller.signal,
      after,
      snapshot: () => {
        snapshots++;
        return Promise.resolve({ type: 'snapshot', cursor: feed.cursor } as Extract<
          ChatUpdate,
          { type: 'snapshot' }
        >);
      },
    });
  return { feed, clock, controller, watch, snapshots: () => snapshots };
}

async function next(updates: AsyncGenerator<ChatUpdate, void, void>): Promise<ChatUpdate> {
  const { value, done } = await updates.next();
  if (done === true) throw new Error('the watch ended');
  return value;
}

test('begins with a snapshot and goes on with what follows it', async () => {
  const { feed, watch } = setUp();
  feed.publish([delta('before')]);
  const updates = watch();
  expect(await next(updates)).toMatchObject({ type: 'snapshot', cursor: 'e:1' });
  feed.publish([delta('a'), delta('b')]);
  expect(await next(updates)).toEqual({
    type: 'events',
    after: 'e:1',
    cursor: 'e:3',
    events: [delta('ab')],
  });
});

test('replays from the cursor it is given, without a snapshot', async () => {
  const { feed, watch, snapshots } = setUp('e:1');
  feed.publish([delta('a'), delta('b'), delta('c')]);
  expect(await next(watch())).toMatchObject({ after: 'e:1', cursor: 'e:3', events: [delta('bc')] });
  expect(snapshots()).toBe(0);
});

test('gives a snapshot to whoever fell too far behind', async () => {
  const { feed, watch } = setUp('e:0', 2);
  feed.publish(Array.from({ length: 50 }, () => delta('x')));
  expect(await next(watch())).toMatchObject({ type: 'snapshot', cursor: 'e:50' });
});

test('sends at once after a quiet moment, and gathers a frame otherwise', async () => {
  const { feed, clock, watch } = setUp('e:0');
  const updates = watch();
  const first = next(updates);
  feed.publish([delta('a')]);
  expect(await first).toMatchObject({ events: [delta('a')] });
  let second: ChatUpdate | undefined;
  const waiting = next(updates).then((update) => (second = update));
  feed.publish([delta('b')]);
  await settled();
  clock.advance(15);
  feed.publish([delta('c')]);
  await settled();
  expect(second).toBeUndefined();
  clock.advance(1);
  expect(await waiting).toMatchObject({ events: [delta('bc')] });
});

test('ends when the watcher leaves and when the feed closes', async () => {
  const left = setUp('e:0');
  const leaving = left.watch().next();
  left.controller.abort();
  expect(await leaving).toEqual({ value: undefined, done: true });
  const closed = setUp('e:0');
  const closing = closed.watch().next();
  closed.feed.close();
  expect(await closing).toEqual({ value: undefined, done: true });
});

/** Lets everything that is ready run, without time passing. */
async function settled(): Promise<void> {
  await new Promise<void>((resolve) => void setImmediate(resolve));
}
