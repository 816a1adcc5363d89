import { expect, test } from 'vitest';
import { createFrameQueue } from './frame-queue.ts';

function setUp() {
  const frames: (() => void)[] = [];
  const taken: (readonly number[])[] = [];
  const queue = createFrameQueue<number>(
    (callback) => {
      frames.push(callback);
      return () => void frames.splice(frames.indexOf(callback), 1);
    },
    (items) => taken.push(items),
  );
  return { frames, taken, queue };
}

test('hands over everything of a frame at once, and asks for one frame only', () => {
  const { frames, taken, queue } = setUp();
  queue.push(1);
  queue.push(2);
  expect(frames).toHaveLength(1);
  expect(taken).toEqual([]);
  frames[0]?.();
  expect(taken).toEqual([[1, 2]]);
  queue.push(3);
  queue.flush();
  expect(taken).toEqual([[1, 2], [3]]);
  expect(frames).toHaveLength(0);
});

test('hands over nothing once it is closed', () => {
  const { frames, taken, queue } = setUp();
  queue.push(1);
  queue.close();
  queue.push(2);
  queue.flush();
  expect([frames, taken]).toEqual([[], []]);
});
