import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { createJournal } from '../../src/main/chat/journal.ts';
import { openStore } from '../../src/main/store/open-store.ts';
import { startSourceWorker } from '../../src/main/store/start-source-worker.ts';
import { createFakeClock } from '../../src/shared/clock.ts';
import type { Message } from '../../src/shared/contract/message.ts';
import { makeFolder } from '../harness/make-folder.ts';
import type { Subject, Subjects } from '../harness/subject.ts';
import { silentLog } from './memory-host.ts';
import { newConversation, newMessage } from './new-rows.ts';
import { textOfLength } from './text-of-length.ts';

const pieceLength = 4;
const tick = 100;

/** An answer of `n` characters kept on disk while it comes, in pieces of four. */
export const subjects: Subjects = {
  /** Ours, at 1000 and at 100 pieces a second: nothing is unsaved for longer than the journal's 100 ms. */
  'journal-1000': async () => written(100),
  'journal-100': async () => written(10),

  /** The row written anew for every piece, with SQLite set to its cheapest safe mode. */
  'update-normal': async () => rewritten('NORMAL'),
  'update-full': async () => rewritten('FULL'),
};

async function written(piecesPerTick: number): Promise<Subject> {
  const folder = await makeFolder();
  const store = await openStore({
    dataDir: folder.path,
    log: silentLog,
    createWorker: startSourceWorker,
  });
  const clock = createFakeClock();
  let failure: unknown;
  let writes = 0;
  let lastWrite = Promise.resolve();
  const journal = createJournal({
    append(entries) {
      writes++;
      lastWrite = store.appendJournal(entries);
      return lastWrite;
    },
    clock,
    onError: (error) => (failure = error),
  });
  let answer: Message;

  return {
    async prepare() {
      const begin = newConversation();
      const question = newMessage(begin.id, 'user', null);
      answer = newMessage(begin.id, 'assistant', question.id);
      await store.beginTurn({
        begin,
        conversationId: begin.id,
        messages: [question, answer],
        turnMessageId: answer.id,
        at: 1000,
      });
    },
    async run(n) {
      const text = textOfLength(n, 1).slice(0, n);
      const messageId = answer.id;
      journal.add(messageId, [
        { type: 'part-start', messageId, index: 0, part: { type: 'text', text: '' } },
      ]);
      for (let at = 0, piece = 1; at < n; at += pieceLength, piece++) {
        const delta = text.slice(at, at + pieceLength);
        journal.add(messageId, [{ type: 'part-delta', messageId, index: 0, delta }]);
        if (piece % piecesPerTick > 0) continue;
        clock.advance(tick);
        await lastWrite;
        // The journal hears of it first.
        await nextTurn();
      }
      await journal.settle(messageId);
      await store.endTurn({
        message: { ...answer, status: 'complete', parts: [{ type: 'text', text }] },
        at: 1000,
      });
      if (failure !== undefined) throw failure;
      const due = Math.floor(n / pieceLength / piecesPerTick);
      if (writes < due) throw new Error(`it was written ${writes} times, not ${due}`);
      writes = 0;
    },
    async close() {
      await store.close();
      await folder.remove();
    },
  };
}

async function rewritten(synchronous: 'NORMAL' | 'FULL'): Promise<Subject> {
  const folder = await makeFolder();
  const database = new DatabaseSync(join(folder.path, 'peer.db'));
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous};
    CREATE TABLE messages (id TEXT PRIMARY KEY, content TEXT NOT NULL)`);
  const insert = database.prepare(`INSERT INTO messages (id, content) VALUES (?, '')`);
  const update = database.prepare('UPDATE messages SET content = ? WHERE id = ?');
  return {
    run(n) {
      const text = textOfLength(n, 1).slice(0, n);
      const id = uuidv7();
      insert.run(id);
      for (let at = pieceLength; at <= n; at += pieceLength) update.run(text.slice(0, at), id);
      return Promise.resolve();
    },
    async close() {
      database.close();
      await folder.remove();
    },
  };
}
