import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** When the latest of these files and folders changed. Folders count as well: they tell of what was removed. */
export function newestChange(paths: readonly string[]): number {
  return Math.max(0, ...paths.flatMap(listAll).map((path) => statSync(path).mtimeMs));
}

function listAll(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const inside = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return [path, ...inside.map((name) => join(path, name))];
}
