import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from '../child/run-child.ts';
import { type Counts, failedCheck, passedCheck } from './counts.ts';

/** One line of `npm test`. */
export interface Step {
  readonly name: string;
  /** A script or a tool's own script, run by Node. */
  readonly script: string;
  readonly args: readonly string[];
  /** For a step that runs tests: how it is told to report into a file, and how the file is read. */
  readonly report?: {
    readonly env?: (file: string) => Readonly<Record<string, string>>;
    readonly args?: (file: string) => readonly string[];
    readonly read: (json: unknown) => Counts;
  };
}

export interface StepEnd {
  readonly counts: Counts;
  readonly output: string;
  readonly wasInterrupted: boolean;
}

/** Runs a step. A step without a report counts as one check. */
export async function runStep({ script, args, report }: Step): Promise<StepEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'tina-test-'));
  const file = join(folder, 'report.json');
  let output = '';
  try {
    const { code, interruptedBy } = await runChild(
      process.execPath,
      [script, ...args, ...(report?.args?.(file) ?? [])],
      {
        env: { ...process.env, ...report?.env?.(file) },
        stdio: ['ignore', 'pipe', 'pipe'],
        onOutput: (text) => (output += text),
      },
    );
    const wasInterrupted = interruptedBy !== undefined;
    return { counts: count(code, report && readReport(file, report.read)), output, wasInterrupted };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readReport(file: string, read: (json: unknown) => Counts): Counts | undefined {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // The step ended before it could report.
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

function count(code: number, tests: Counts | undefined): Counts {
  if (tests === undefined) return code === 0 ? passedCheck : failedCheck;
  // Something outside a test went wrong, or there was no test.
  const hasHiddenFault = tests.failed === 0 && (code !== 0 || tests.passed === 0);
  return hasHiddenFault ? { ...tests, failed: 1 } : tests;
}
