import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** Builds it into the folder; gives back its web door. */
export function buildPerDelta(folder: string): string {
  const tool = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const config = join(import.meta.dirname, 'electron.vite.config.ts');
  const args = [tool, 'build', '--logLevel', 'error', '--config', config, '--outDir', folder];
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  return join(folder, 'main/web.js');
}
