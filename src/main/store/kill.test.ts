import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { moduleUrl, runChild } from './__fixtures__/run-child.ts';
import type { Child } from './__fixtures__/run-child.ts';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { silentLog } from './__fixtures__/store-fixtures.ts';
import { openStoreInThread } from './open-in-thread.ts';

let dataDir: string;
let child: Child | undefined;
beforeEach(() => {
  dataDir = folderForTest();
});
afterEach(() => child?.kill());

/** Answers one question after another; says what is on disk only once the store has said so. */
const answering = () => `
  import { openStore } from ${moduleUrl('./open-store.ts')};
  import { startSourceWorker } from ${moduleUrl('./start-source-worker.ts')};
  import { makeExchange } from ${moduleUrl('./__fixtures__/make-turn.ts')};
  import { silentLog, textPart } from ${moduleUrl('./__fixtures__/store-fixtures.ts')};
  const store = await openStore({
    dataDir: ${JSON.stringify(dataDir)}, log: silentLog, createWorker: startSourceWorker,
  });
  for (;;) {
    const { question, answer, turn } = makeExchange({ at: 1 });
    const messageId = answer.id;
    await store.beginTurn(turn);
    console.log(JSON.stringify({ type: 'begun', question: question.id, answer: messageId }));
    let text = '';
    for (let seq = 0; seq < 8; seq++) {
      const delta = 'slice ' + seq + ' ' + 'x'.repeat(500 * seq);
      text += delta;
      const events = [{ type: 'part-delta', messageId, index: 0, delta }];
      if (seq === 0) events.unshift({ type: 'part-start', messageId, index: 0, part: textPart('') });
      await store.appendJournal([{ messageId, seq, events }]);
      console.log(JSON.stringify({ type: 'written', answer: messageId, text }));
    }
    await store.endTurn({ message: { ...answer, status: 'complete', parts: [textPart(text)] }, at: 2 });
    console.log(JSON.stringify({ type: 'ended', answer: messageId, text }));
  }`;

interface Said {
  readonly type: 'begun' | 'written' | 'ended';
  readonly question?: string;
  readonly answer: string;
  readonly text?: string;
}

test.for([[1], [7], [10], [23], [88]])(
  'killed after %i acknowledgements, everything acknowledged is there',
  async ([lines]) => {
    child = runChild(answering());
    const said: Said[] = [];
    while (said.length < (lines ?? 0)) {
      const line = await child.line();
      if (line === null) throw new Error('the child ended by itself');
      said.push(JSON.parse(line));
    }
    await child.kill();
    for (let line = await child.line(); line !== null; line = await child.line()) {
      said.push(JSON.parse(line));
    }

    const store = await openStoreInThread({ dataDir, log: silentLog, at: 3 });
    expect(store.report.restored).toBeNull();
    for (const [answer, acknowledged] of Map.groupBy(said, (line) => line.answer)) {
      const [question, message] = await store.path(answer);
      expect(question?.id).toBe(acknowledged[0]?.question);
      const ended = acknowledged.some(({ type }) => type === 'ended');
      const known = acknowledged.at(-1)?.text ?? '';
      const [part] = message?.parts ?? [];
      const text = part?.type === 'text' ? part.text : '';
      if (ended) expect([message?.status, text]).toEqual(['complete', known]);
      else expect(['interrupted', 'complete']).toContain(message?.status);
      expect(text.startsWith(known)).toBe(true);
    }
    await store.close();
    const database = new DatabaseSync(join(dataDir, 'tina.db'), { readOnly: true });
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    database.close();
  },
);
