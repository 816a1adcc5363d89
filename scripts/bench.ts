import { statSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from './build/build.ts';
import { endWithParent } from './child/end-with-parent.ts';
import { runChild } from './child/run-child.ts';
import { root } from './root.ts';

endWithParent();

// Rows are for other programs too: whatever else is said goes to stderr.
const quietly = ['ignore', process.stderr, process.stderr] as const;
const folder = join(root, 'bench');

const code = (await buildIfStale()) || (await install()) || (await run());
process.exitCode = code;

/** The packages Tina is compared with, from a lock of their own: nobody else has to install them. */
async function install(): Promise<number> {
  if (changedAt('node_modules/.package-lock.json') >= changedAt('package-lock.json')) return 0;
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new Error('Please use npm run bench.');
  return (await runChild(process.execPath, [npm, 'ci'], { cwd: folder, stdio: [...quietly] })).code;
}

async function run(): Promise<number> {
  return (await runChild(process.execPath, [join(folder, 'run.ts'), ...process.argv.slice(2)]))
    .code;
}

function changedAt(name: string): number {
  return statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
