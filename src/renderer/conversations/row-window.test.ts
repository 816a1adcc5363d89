import { expect, test } from 'vitest';
import { drawnRows, rowWindow } from './row-window.ts';

test('what is in view is drawn, and some to spare, in steps', () => {
  const view = (top: number) => rowWindow({ top, height: 640, rowHeight: 32 });
  expect(view(0)).toEqual({ first: 0, end: 50 });
  expect(view(-50)).toEqual({ first: 0, end: 50 });
  expect(view(32 * 100)).toEqual({ first: 70, end: 150 });
  expect(view(32 * 104)).toEqual({ first: 70, end: 160 });
  expect(view(32 * 110)).toEqual({ first: 80, end: 160 });
});

test('a group draws its part of it, and the row that must stay', () => {
  const window = { first: 10, end: 14 };
  expect(drawnRows(window, { start: 0, count: 100 }, -1)).toEqual([10, 11, 12, 13]);
  expect(drawnRows(window, { start: 12, count: 100 }, -1)).toEqual([0, 1]);
  expect(drawnRows(window, { start: 14, count: 100 }, -1)).toEqual([]);
  expect(drawnRows(window, { start: 0, count: 5 }, -1)).toEqual([]);
  expect(drawnRows(window, { start: 0, count: 100 }, 2)).toEqual([2, 10, 11, 12, 13]);
  expect(drawnRows(window, { start: 0, count: 100 }, 12)).toEqual([10, 11, 12, 13]);
  expect(drawnRows(window, { start: 0, count: 100 }, 99)).toEqual([10, 11, 12, 13, 99]);
  expect(drawnRows(window, { start: 0, count: 5 }, 3)).toEqual([3]);
  expect(drawnRows(window, { start: 50, count: 5 }, 3)).toEqual([3]);
  expect(drawnRows(window, { start: 0, count: 100 }, 100)).toEqual([10, 11, 12, 13]);
});
