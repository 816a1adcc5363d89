import { onTestFinished } from 'vitest';
import { folderForTest } from '../../__fixtures__/folder-for-test.ts';
import { openStoreInThread } from '../open-in-thread.ts';
import type { Store } from '../store.ts';
import { silentLog } from './store-fixtures.ts';

/** A new store for the test that runs or is about to; it is closed at the test's end. */
export async function storeForTest(): Promise<Store> {
  const store = await openStoreInThread({ dataDir: folderForTest(), log: silentLog, at: 1 });
  onTestFinished(() => store.close());
  return store;
}
