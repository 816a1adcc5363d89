import { expect, test } from 'vitest';
import { rowTime } from './row-time.ts';

const now = new Date(2026, 10, 21, 12).getTime();
const minute = 60_000;

test('a few letters, then the day', () => {
  const ago = (minutes: number, language = 'en') => rowTime(now - minutes * minute, now, language);
  expect([-5, 0, 5, 59, 60, 23 * 60, 24 * 60, 6 * 24 * 60].map((each) => ago(each))).toEqual([
    'now',
    'now',
    '5m',
    '59m',
    '1h',
    '23h',
    '1d',
    '6d',
  ]);
  expect(ago(7 * 24 * 60)).toBe('Nov 14');
  expect(rowTime(new Date(2025, 2, 3).getTime(), now, 'en')).toBe('Mar 25');
  expect(ago(180, 'de')).toContain('3');
});
