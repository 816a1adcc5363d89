import { expect, test } from 'vitest';
import { rowAfterKey } from './list-row.ts';
import type { ListRow } from './list-row.ts';

const item = (key: string, group: string): ListRow => ({ key, group, type: 'item' });
const heading = (key: string): ListRow => ({ key, group: key, type: 'heading' });
const rows = [heading('today'), item('a', 'today'), item('b', 'today'), heading('2026-1')];

test('where groups have no heading to go to, left leads nowhere', () => {
  expect(rowAfterKey([item('a', 'today')], 'a', 'ArrowLeft')).toBeNull();
});

test.each([
  ['a', 'ArrowDown', 'b'],
  ['b', 'ArrowDown', '2026-1'],
  ['2026-1', 'ArrowDown', '2026-1'],
  ['today', 'ArrowUp', 'today'],
  ['b', 'Home', 'today'],
  ['a', 'End', '2026-1'],
  ['a', 'PageDown', '2026-1'],
  ['b', 'PageUp', 'today'],
  ['b', 'ArrowLeft', 'today'],
  ['today', 'ArrowLeft', null],
  ['a', 'x', null],
  ['gone', 'ArrowDown', null],
])('from %s, %s leads to %s', (from, key, to) => {
  expect(rowAfterKey(rows, from, key)).toBe(to);
});
