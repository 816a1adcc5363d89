import { wrongCode, wrongTypes } from './guards/offenders.ts';
import { tryTool } from './guards/try-tool.ts';

/** A guard counts once it was seen to object: each rule gets a file that breaks it. */
const faults = (
  await Promise.all([
    tryTool({ script: 'typescript/bin/tsc', args: ['-b', '--pretty', 'false'] }, wrongTypes),
    tryTool(
      { script: 'oxlint/bin/oxlint', args: ['--format', 'unix', 'src', 'scripts', 'e2e'] },
      wrongCode,
    ),
  ])
).flat();

process.stdout.write(
  faults.length === 0
    ? `${wrongTypes.length + wrongCode.length} guards object when they should.\n`
    : `${faults.join('\n')}\n`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
