import { expect, test } from 'vitest';
import { addCounts, formatCounts, readPlaywrightReport, readVitestReport } from './counts.ts';

test('adds up what vitest and Playwright report', () => {
  const vitest = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    success: false,
  };
  const playwright = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 0, duration: 1.5 } };
  expect(addCounts([readVitestReport(vitest), readPlaywrightReport(playwright)])).toEqual({
    passed: 7,
    failed: 3,
    skipped: 3,
  });
});

test('refuses a report that is none', () => {
  expect(() => readVitestReport({})).toThrow('numPassedTests');
  expect(() => readPlaywrightReport({ stats: {} })).toThrow('expected');
});

test('names the skipped only where there are any', () => {
  expect(formatCounts({ passed: 2, failed: 0, skipped: 0 })).toBe('2 passed, 0 failed');
  expect(formatCounts({ passed: 2, failed: 1, skipped: 3 })).toBe('2 passed, 1 failed, 3 skipped');
});
