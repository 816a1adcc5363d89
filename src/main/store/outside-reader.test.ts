import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { moduleUrl, runChild } from './__fixtures__/run-child.ts';
import type { Child } from './__fixtures__/run-child.ts';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { silentLog } from './__fixtures__/store-fixtures.ts';
import { openStoreInThread } from './open-in-thread.ts';

let dataDir: string;
let reader: Child | undefined;
beforeEach(() => {
  dataDir = folderForTest();
});
afterEach(() => reader?.kill());

/** Another program that looks into the database and does not let go of what it sees. */
async function startReader(): Promise<Child> {
  reader = runChild(`
    import { DatabaseSync } from 'node:sqlite';
    const database = new DatabaseSync(${JSON.stringify(join(dataDir, 'tina.db'))}, { readOnly: true });
    database.exec('BEGIN');
    database.prepare('SELECT count(*) FROM conversations').get();
    console.log('reading');
    setInterval(() => {}, 1e6);`);
  expect(await reader.line()).toBe('reading');
  return reader;
}

/** A run of the store: the reports and ids it prints are what it acknowledged. */
const run = (end: 'killed' | 'closed', day: number) => `
  import { openStoreInThread } from ${moduleUrl('./open-in-thread.ts')};
  import { makeTurn } from ${moduleUrl('./__fixtures__/make-turn.ts')};
  import { makeConversation, makeMessage, silentLog } from ${moduleUrl('./__fixtures__/store-fixtures.ts')};
  const at = ${day} * 24 * 60 * 60 * 1000;
  const store = await openStoreInThread({ dataDir: ${JSON.stringify(dataDir)}, log: silentLog, at });
  console.log(JSON.stringify({ restored: store.report.restored }));
  for (let count = 0; count < 4; count++) {
    const conversation = makeConversation();
    const message = makeMessage(conversation.id);
    await store.beginTurn(makeTurn(conversation, [message], at));
    await store.endTurn({ message, at });
    console.log(JSON.stringify({ id: conversation.id }));
    if (count === 1) await store.backupIfDue(at);
  }
  if (${end === 'killed'}) process.kill(process.pid, 'SIGKILL');
  await store.close();`;

async function acknowledged(end: 'killed' | 'closed', day: number): Promise<string[]> {
  const child = runChild(run(end, day));
  const ids: string[] = [];
  for (let line = await child.line(); line !== null; line = await child.line()) {
    const said: { restored?: unknown; id?: string } = JSON.parse(line);
    if (said.id === undefined) expect(said.restored).toBeNull();
    else ids.push(said.id);
  }
  await child.ended;
  return ids;
}

test('another reader over several starts, backups and kills costs no conversation', async () => {
  const ids = await acknowledged('closed', 1);
  const first = await startReader();
  ids.push(...(await acknowledged('closed', 2)));
  ids.push(...(await acknowledged('killed', 3)));
  ids.push(...(await acknowledged('closed', 4)));
  await first.kill();
  await startReader();
  ids.push(...(await acknowledged('killed', 5)));
  ids.push(...(await acknowledged('killed', 6)));
  await reader?.kill();

  const store = await openStoreInThread({ dataDir, log: silentLog, at: 7 });
  expect(store.report.restored).toBeNull();
  const { conversations } = await store.listConversations({ limit: 200 });
  expect(conversations.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  expect(ids).toHaveLength(24);
  await store.close();
});
