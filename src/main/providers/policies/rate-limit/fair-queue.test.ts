import { expect, test } from 'vitest';
import { createFairQueue } from './fair-queue.ts';

function filled() {
  const queue = createFairQueue<string>();
  for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'c2']) queue.add(item.charAt(0), item);
  return queue;
}

function order(queue: ReturnType<typeof filled>): string[] {
  const taken: string[] = [];
  for (let item = queue.first(); item !== undefined; item = queue.first()) {
    taken.push(item);
    queue.take();
  }
  return taken;
}

test('the lanes take turns, and who came first goes first', () => {
  expect(order(filled())).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
});

test('how many go first is what then happens', () => {
  const queue = filled();
  queue.take();
  queue.add('d', 'd1');
  const said = queue.items.toSorted((a, b) => queue.ahead(a) - queue.ahead(b));
  expect(said.map((item) => queue.ahead(item))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(order(queue)).toEqual(said);
});

test('who leaves costs its lane no turn', () => {
  const queue = filled();
  queue.remove('a1');
  queue.remove('b1');
  queue.remove('nobody');
  expect(queue.size).toBe(4);
  expect(order(queue)).toEqual(['a2', 'c1', 'a3', 'c2']);
  queue.take();
  expect(queue.size).toBe(0);
});
