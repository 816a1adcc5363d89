import { join } from 'node:path';
import { endWithParent } from './child/end-with-parent.ts';
import { root } from './root.ts';
import {
  type Counts,
  addCounts,
  formatCounts,
  readPlaywrightReport,
  readVitestReport,
} from './test/counts.ts';
import { type Step, runStep } from './test/run-step.ts';

const tool = (path: string) => join(root, 'node_modules', path);
const own = (name: string) => join(root, 'scripts', name);

const build: Step = { name: 'build', script: own('build.ts'), args: [] };

const vitest = (project: string): Step => ({
  name: project,
  script: tool('vitest/vitest.mjs'),
  args: ['run', `--project=${project}`, '--reporter=default', '--reporter=json'],
  report: { args: (file) => [`--outputFile.json=${file}`], read: readVitestReport },
});

const playwright = (project: string): Step => ({
  name: `${project} in Chromium`,
  script: own('test-e2e.ts'),
  args: [`--project=${project}`, '--reporter=list,json'],
  report: { env: (file) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: file }), read: readPlaywrightReport },
});

/** Quick ones first. */
const everything: readonly Step[] = [
  { name: 'format', script: tool('oxfmt/bin/oxfmt'), args: ['--check'] },
  { name: 'lint', script: tool('oxlint/bin/oxlint'), args: [] },
  // What it remembers of the last time does not notice a package that changed.
  { name: 'types', script: tool('typescript/bin/tsc'), args: ['-b', '--force'] },
  { name: 'guards', script: own('check-guards.ts'), args: [] },
  { name: 'dead code', script: tool('knip/bin/knip.js'), args: [] },
  vitest('unit'),
  build,
  { name: 'page size', script: own('check-size.ts'), args: [] },
  playwright('alone'),
  playwright('e2e'),
];

const soak: readonly Step[] = [vitest('soak'), build, playwright('soak')];

endWithParent();

process.exitCode = await runSteps(process.argv[2] === 'soak' ? soak : everything);

/** Stops at the first step that fails. The last line says how many checks and tests there were. */
async function runSteps(steps: readonly Step[]): Promise<number> {
  const ends: Counts[] = [];
  for (const step of steps) {
    const startedAt = performance.now();
    const { counts, output, wasInterrupted } = await runStep(step);
    ends.push(counts);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const tests = step.report === undefined ? '' : `  ${formatCounts(counts)}`;
    process.stdout.write(
      `${counts.failed === 0 ? '✓' : '✗'} ${step.name.padEnd(16)}${seconds.padStart(6)} s${tests}\n`,
    );
    if (counts.failed === 0 && !wasInterrupted) continue;
    process.stdout.write(`\n${output.trimEnd()}\n\n`);
    const left = steps.slice(ends.length).map(({ name }) => name);
    if (left.length > 0) process.stdout.write(`Not run: ${left.join(', ')}.\n`);
    break;
  }
  const total = addCounts(ends);
  process.stdout.write(`${formatCounts(total)}\n`);
  return total.failed === 0 && ends.length === steps.length ? 0 : 1;
}
