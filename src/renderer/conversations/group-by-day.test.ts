import { expect, test } from 'vitest';
import { groupByDay, groupKey } from './group-by-day.ts';

const at = (year: number, month: number, day: number) => new Date(year, month, day).getTime();

test('today, yesterday, the last seven days, then by month', () => {
  const now = new Date(2026, 2, 30, 9).getTime();
  const times = [
    new Date(2026, 2, 30, 0, 0).getTime(),
    new Date(2026, 2, 29, 23, 59).getTime(),
    at(2026, 2, 28),
    at(2026, 2, 23),
    at(2026, 2, 22),
    at(2026, 2, 1),
    at(2025, 11, 31),
  ];
  const groups = groupByDay(times, (time) => time, now);
  expect(groups.map(({ group, items }) => `${groupKey(group)}: ${items.length}`)).toEqual([
    'today: 1',
    'yesterday: 1',
    'last-7-days: 2',
    '2026-2: 2',
    '2025-11: 1',
  ]);
});

test('a clock that was ahead does not make a group of its own', () => {
  const now = at(2026, 0, 1);
  expect(groupByDay([now + 1e9], (time) => time, now)).toEqual([
    { group: { type: 'today' }, items: [now + 1e9] },
  ]);
});
