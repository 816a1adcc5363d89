import { expect, test } from 'vitest';
import { createFeed } from './feed.ts';

const signal = new AbortController().signal;

test('gives back what followed a cursor', () => {
  const feed = createFeed<number>({ epoch: 'e', keep: 10 });
  const start = feed.cursor;
  feed.publish([1, 2]);
  const middle = feed.cursor;
  feed.publish([3]);
  expect(feed.since(start)).toEqual([1, 2, 3]);
  expect(feed.since(middle)).toEqual([3]);
  expect(feed.since(feed.cursor)).toEqual([]);
});

test.each(['other:1', 'e:-1', 'e:99', 'e:x', '', 'e:1.5'])(
  'does not know the cursor %j',
  (cursor) => {
    const feed = createFeed<number>({ epoch: 'e', keep: 10 });
    feed.publish([1, 2]);
    expect(feed.since(cursor)).toBeNull();
  },
);

test('keeps the newest events only, however many there were', () => {
  const feed = createFeed<number>({ epoch: 'e', keep: 4 });
  const cursors: string[] = [];
  for (let n = 0; n < 1000; n++) {
    cursors.push(feed.cursor);
    feed.publish([n]);
  }
  expect(feed.since(cursors[0] ?? '')).toBeNull();
  expect(feed.since(cursors[996] ?? '')).toEqual([996, 997, 998, 999]);
});

test('wakes whoever waits: by an event, by the signal, by closing', async () => {
  const feed = createFeed<number>({ epoch: 'e', keep: 4 });
  const event = feed.changed(feed.cursor, signal);
  feed.publish([1]);
  await event;
  await feed.changed('e:0', signal); // something is there already
  const controller = new AbortController();
  const aborted = feed.changed(feed.cursor, controller.signal);
  controller.abort();
  await aborted;
  const closed = feed.changed(feed.cursor, signal);
  feed.close();
  await closed;
  expect(feed.closed).toBe(true);
});

test('after a reset no cursor is known, not even the newest, and whoever waits is woken', async () => {
  const feed = createFeed<string>({ epoch: 'a', keep: 10 });
  feed.publish(['one']);
  const before = feed.cursor;
  const changed = feed.changed(before, new AbortController().signal);
  feed.reset();
  await changed;
  expect(feed.since(before)).toBeNull();
  const after = feed.cursor;
  feed.publish(['two']);
  expect(feed.since(after)).toEqual(['two']);
});
