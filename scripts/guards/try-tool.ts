import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runChild } from '../child/run-child.ts';
import { root } from '../root.ts';
import { type Offender, innocents } from './offenders.ts';

export interface Tool {
  readonly script: string;
  readonly args: readonly string[];
}

/** What of the repository makes its rules; the rest of the tree is written here. */
const rules = [
  '.oxlintrc.json',
  'package.json',
  'tsconfig.json',
  'src/shared/tsconfig.json',
  'src/shared/tsconfig.test.json',
  'src/main/tsconfig.json',
  'src/main/tsconfig.test.json',
  'src/main/electron/tsconfig.json',
  'src/preload/tsconfig.json',
  'src/renderer/tsconfig.json',
  'src/renderer/tsconfig.test.json',
  'scripts/tsconfig.json',
  'scripts/lint',
  'e2e/tsconfig.json',
];

/**
 * Runs a tool over a small tree under our rules, in which some files do wrong. Gives back what went
 * unnoticed, and which complaints were about files that do nothing wrong.
 */
export async function tryTool(tool: Tool, offenders: readonly Offender[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tina-guards-'));
  try {
    for (const path of rules) cpSync(join(root, path), join(folder, path), { recursive: true });
    const base = readFileSync(join(root, 'tsconfig.base.json'), 'utf8');
    // What is remembered of this tree must not get mixed up with what is remembered of ours.
    writeFileSync(
      join(folder, 'tsconfig.base.json'),
      base.replace('node_modules/.cache/tsc', '.cache/tsc'),
    );
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const [file, code] of Object.entries(innocents)) write(folder, file, code);
    for (const { file, code } of offenders) write(folder, file, code);
    return findFaults(await complaintsOf(tool, folder), offenders);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function write(folder: string, file: string, code: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), `${code}\n`);
}

/** One complaint a line, each beginning with the file it is about. */
async function complaintsOf({ script, args }: Tool, cwd: string): Promise<readonly string[]> {
  let output = '';
  await runChild(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    onOutput: (text) => (output += text),
  });
  return output.split('\n').filter((line) => /^[\w./-]+\.ts[:(]/.test(line));
}

function findFaults(complaints: readonly string[], offenders: readonly Offender[]): string[] {
  const about = (file: string) =>
    complaints.filter((line) => line.startsWith(`${file}:`) || line.startsWith(`${file}(`));
  const unnoticed = offenders
    .filter(({ file, complaint }) => !about(file).some((line) => line.includes(complaint)))
    .map(({ rule, file, complaint }) =>
      [`Not seen: ${rule} (${file} has no ${complaint}).`, ...about(file)].join('\n    '),
    );
  const wrongly = Object.keys(innocents).flatMap(about);
  return [...unnoticed, ...wrongly.map((line) => `Wrongly seen: ${line}`)];
}
