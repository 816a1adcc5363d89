import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readVitestReport } from './counts.ts';
import { runStep } from './run-step.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tina-step-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function script(code: string): string {
  const path = join(folder, 'step.mjs');
  writeFileSync(path, code);
  return path;
}

/** A step that writes what it is told into its report and ends with `code`. */
function testStep(report: string, code: number) {
  return runStep({
    name: 'tests',
    script: script(`
      import { writeFileSync } from 'node:fs';
      writeFileSync(process.argv[2], ${JSON.stringify(report)});
      process.exitCode = ${code};`),
    args: [],
    report: { args: (file) => [file], read: readVitestReport },
  });
}

const report = (passed: number, failed: number) =>
  JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 0,
    numTodoTests: 0,
  });

test('a step without a report is one check', async () => {
  const run = (code: string) => runStep({ name: 'check', script: script(code), args: [] });
  expect(await run('console.log("fine")')).toEqual({
    counts: { passed: 1, failed: 0, skipped: 0 },
    output: 'fine\n',
    wasInterrupted: false,
  });
  expect((await run('process.exit(2)')).counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a step with a report counts its tests', async () => {
  expect((await testStep(report(5, 0), 0)).counts).toEqual({ passed: 5, failed: 0, skipped: 0 });
  expect((await testStep(report(5, 2), 1)).counts).toEqual({ passed: 5, failed: 2, skipped: 0 });
});

test.each([
  ['fails outside its tests', report(5, 0), 1, 5],
  ['runs no test', report(0, 0), 0, 0],
  ['reports nothing that can be read', 'x', 0, 0],
])('a step that %s is a failure', async (_, text, code, passed) => {
  expect((await testStep(text, code)).counts).toEqual({ passed, failed: 1, skipped: 0 });
});
