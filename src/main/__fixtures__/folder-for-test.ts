import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder for the test that runs or is about to; it goes after what the test's own hooks close. */
export function folderForTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tina-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
