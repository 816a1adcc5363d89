import { onTestFinished } from 'vitest';
import { makeDataDir } from './store-fixtures.ts';

/** A folder for the test that runs or is about to; it goes after what the test's own hooks close. */
export function dataDirForTest(): string {
  const { dataDir, remove } = makeDataDir();
  onTestFinished(remove);
  return dataDir;
}
