import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { makeTurn } from './__fixtures__/make-turn.ts';
import { makeConversation, makeMessage, silentLog } from './__fixtures__/store-fixtures.ts';
import { findDamage } from './find-damage.ts';
import { migrations } from './migrations/migrations.ts';
import { openStoreInThread } from './open-in-thread.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = folderForTest();
});

test('an id that differs from its index is found, but not in a file too large for the whole check', async () => {
  const store = await openStoreInThread({ dataDir, log: silentLog, at: 1 });
  const conversation = makeConversation();
  const message = makeMessage(conversation.id);
  await store.beginTurn(makeTurn(conversation, [message], 1));
  await store.close();
  const path = join(dataDir, 'tina.db');
  expect(findDamage(path, migrations)).toBeNull();

  const bytes = readFileSync(path);
  bytes.write('~', bytes.indexOf(conversation.id));
  writeFileSync(path, bytes);
  expect(findDamage(path, migrations)).toBe('malformed');
  expect(findDamage(path, migrations, { quickAbove: bytes.length })).toBe('malformed');
  expect(findDamage(path, migrations, { quickAbove: bytes.length - 1 })).toBeNull();
});
