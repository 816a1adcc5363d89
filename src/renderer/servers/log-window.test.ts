import { expect, test } from 'vitest';
import type { ServerLogLine } from '../../shared/contract/mcp.ts';
import { appendLines, cursorBefore, emptyLog, prependLines } from './log-window.ts';

const lines = (from: number, to: number): readonly ServerLogLine[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => ({
    number: from + index,
    at: 1,
    kind: 'stderr',
    text: `line ${from + index}`,
  }));
const page = (from: number, to: number, missed = 0) => ({
  lines: lines(from, to),
  cursor: to,
  missed,
});

test('what follows is added, and the oldest are let go', () => {
  const log = appendLines(appendLines(emptyLog, page(1, 3), 10), page(4, 5), 10);
  expect(log).toEqual({ lines: lines(1, 5), cursor: 5, hasEarlier: false });
  expect(appendLines(log, page(6, 12), 10)).toEqual({
    lines: lines(3, 12),
    cursor: 12,
    hasEarlier: true,
  });
  expect(appendLines(log, page(6, 5), 10)).toBe(log);
});

test('lines that are missed leave no gap in it', () => {
  const log = appendLines(emptyLog, page(1, 3), 10);
  expect(appendLines(log, page(50, 52, 46), 10)).toEqual({
    lines: lines(50, 52),
    cursor: 52,
    hasEarlier: false,
  });
  // None here yet: of those before nobody knows but that they are gone.
  expect(appendLines(emptyLog, page(50, 52, 49), 10).hasEarlier).toBe(false);
});

test('a log that began anew begins anew here', () => {
  const log = appendLines(emptyLog, page(1, 30), 10);
  expect(appendLines(log, page(1, 0), 10)).toEqual(emptyLog);
});

test('older lines come before it as long as there are any', () => {
  const log = appendLines(emptyLog, page(1, 30), 10);
  expect(cursorBefore(log, 8)).toBe(12);
  const more = prependLines(log, page(13, 22));
  expect(more).toEqual({ lines: lines(13, 30), cursor: 30, hasEarlier: true });
  expect(cursorBefore(more, 20)).toBe(0);
  expect(prependLines(more, page(1, 20))).toEqual({
    lines: lines(1, 30),
    cursor: 30,
    hasEarlier: false,
  });
  // The others are gone meanwhile.
  expect(prependLines(more, page(11, 20, 10))).toEqual({
    lines: lines(11, 30),
    cursor: 30,
    hasEarlier: false,
  });
  expect(prependLines(emptyLog, page(1, 2))).toBe(emptyLog);
});
