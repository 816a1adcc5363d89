import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { systemClock } from '../shared/clock.ts';
import { openChat } from './chat/__fixtures__/open-chat.ts';
import { createDataManager } from './manage-data.ts';
import type { DataManager } from './manage-data.ts';
import { createNotices } from './notices.ts';

let open: Awaited<ReturnType<typeof openChat>>;
let data: DataManager;
const notices = createNotices(systemClock);
beforeEach(async () => {
  open = await openChat();
  const { store, turns, feeds, dataDir } = open;
  data = createDataManager({ store, turns, feeds, notices, clock: systemClock, dataDir });
});
afterEach(async () => {
  await open.close();
  await open.remove();
});

async function ask(text: string) {
  const conversationId = uuidv7();
  const started = await open.chat.send({ conversationId, messageId: uuidv7(), text });
  const call = await open.provider.nextCall();
  return { id: conversationId, ...started, call };
}

async function answered(text: string) {
  const asked = await ask(text);
  asked.call.finish();
  await open.until(asked.id, ({ turn, messages }) => turn === null && messages.length === 2);
  await open.turns.saved(asked.id);
  return asked;
}

test('a restored backup is what every window has, and what ran is ended and kept', async () => {
  const old = await answered('old');
  const { id } = await data.backUp();
  const later = await answered('later');
  const running = await ask('running');
  running.call.say('So far');
  await open.until(running.id, ({ messages }) => messages[1]?.parts.length === 1);

  const list = open.conversations.watch(new AbortController().signal);
  await list.next();
  const before = await open.until(old.id, () => true);
  const watching = open.until(old.id, ({ cursor }) => cursor !== before.cursor, before);
  const gone = open.until(later.id, () => false);
  const [, ...ends] = await Promise.allSettled([data.restore(id), watching, gone]);
  expect(ends).toMatchObject([
    { status: 'fulfilled', value: { conversation: { id: old.id } } },
    { status: 'rejected', reason: { code: 'not-found' } },
  ]);
  for await (const change of list) if (change.type === 'reset') break;
  expect((await open.conversations.list({ limit: 10 })).conversations).toHaveLength(1);
  expect(notices.list()).toMatchObject([{ kind: 'backup-restored' }]);

  const [safety] = await data.backups();
  await data.restore(safety?.id ?? '');
  const view = await open.until(running.id, () => true);
  expect(view.messages[1]).toMatchObject({ status: 'stopped', parts: [{ text: 'So far' }] });
  await answered('it goes on');
});

test('for a backup that is not there nothing is ended', async () => {
  const running = await ask('running');
  await expect(data.restore('2020-01-01T00-00-00.000Z')).rejects.toMatchObject({
    code: 'not-found',
  });
  expect(open.turns.isRunning(running.id)).toBe(true);
});

test('for a backup that is damaged nothing is ended', async () => {
  await answered('old');
  const { id, bytes } = await data.backUp();
  const running = await ask('running');
  truncateSync(join(open.dataDir, 'backups', `tina-${id}.db`), bytes / 2);
  await expect(data.restore(id)).rejects.toMatchObject({
    code: 'storage-failed',
    details: { situation: 'backup-damaged' },
  });
  expect(open.turns.isRunning(running.id)).toBe(true);
  expect(readdirSync(open.dataDir).filter((name) => name.includes('next'))).toEqual([]);
  running.call.finish();
  const view = await open.until(running.id, ({ turn }) => turn === null);
  expect(view.messages[1]).toMatchObject({ status: 'complete' });
});

test('while a backup is restored nothing can begin, and afterwards it can', async () => {
  await answered('old');
  const { id } = await data.backUp();
  const restoring = data.restore(id);
  const again = data.restore(id);
  await expect(again).rejects.toMatchObject({ code: 'conflict' });
  await restoring;
  await answered('new');
});

test('the folder knows its size', async () => {
  await answered('old');
  const { bytes } = await data.backUp();
  const folder = await data.folder();
  expect(folder).toMatchObject({ path: open.dataDir, backupBytes: bytes });
  expect(folder.bytes).toBeGreaterThan(2 * bytes);
});
