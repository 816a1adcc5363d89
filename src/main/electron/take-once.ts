import { existsSync, writeFileSync } from 'node:fs';

/** true the first time for this file, which remembers it; false ever after. */
export function takeOnce(path: string): boolean {
  if (existsSync(path)) return false;
  try {
    writeFileSync(path, '', { mode: 0o600 });
  } catch {
    // Being told twice is bearable.
  }
  return true;
}
