import { expect, test } from 'vitest';
import { relativeTime } from './relative-time.ts';

test('the largest unit that fits, and never the future', () => {
  const ago = (seconds: number) => relativeTime(1e12 - seconds * 1000, 1e12, 'en');
  expect(
    [0, 59, 60, 3_599, 3_600, 86_400, 172_800, 604_800, 2_592_000, 31_536_000].map(ago),
  ).toEqual([
    'now',
    'now',
    '1 minute ago',
    '59 minutes ago',
    '1 hour ago',
    'yesterday',
    '2 days ago',
    'last week',
    'last month',
    'last year',
  ]);
  expect(ago(-500)).toBe('now');
});
