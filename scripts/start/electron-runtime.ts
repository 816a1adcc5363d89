import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from '../child/run-child.ts';
import { root } from '../root.ts';

const packageFolder = join(root, 'node_modules/electron');
const downloadPatienceMs = 60_000;

/** Where the runtime is on this disk. `import 'electron'` would start the download to find out. */
export function findElectron(): string | undefined {
  try {
    const name = readFileSync(join(packageFolder, 'path.txt'), 'utf8');
    const path = join(
      process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageFolder, 'dist'),
      name,
    );
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** True if it is there afterwards. In a process of its own, which can be ended when it hangs. */
export async function downloadElectron(): Promise<boolean> {
  process.stderr.write('Downloading the Electron runtime, which takes a minute at most…\n');
  const { code } = await runChild(process.execPath, [join(packageFolder, 'install.js')], {
    stdio: 'ignore',
    timeoutMs: downloadPatienceMs,
  });
  return code === 0 && findElectron() !== undefined;
}
