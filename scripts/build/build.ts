import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from '../child/run-child.ts';
import { root } from '../root.ts';
import { newestChange } from './newest-change.ts';

/** What `out/` is made from. */
const sources = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];

/** Says when the last complete build began: whatever changed later is not in it. */
const stamp = join(root, 'out/.built');

/** Builds if a source is newer than `out/`; gives back an exit code. */
export async function buildIfStale(): Promise<number> {
  const builtAt = readStamp();
  if (builtAt !== undefined && newestChange(sources.map((source) => join(root, source))) < builtAt)
    return 0;
  process.stderr.write('Building…\n');
  return build();
}

/** Builds everything into `out/`; gives back an exit code. All it says goes to stderr. */
export async function build(): Promise<number> {
  const startedAt = Date.now();
  rmSync(stamp, { force: true });
  const { code, interruptedBy } = await runChild(
    process.execPath,
    [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
    { stdio: ['ignore', process.stderr, process.stderr] },
  );
  if (interruptedBy !== undefined) return code === 0 ? 1 : code;
  if (code !== 0) {
    process.stderr.write('Tina could not be built; see above.\n');
    return code;
  }
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stamp, String(startedAt));
  return 0;
}

function readStamp(): number | undefined {
  try {
    return Number(readFileSync(stamp, 'utf8'));
  } catch {
    return undefined;
  }
}
