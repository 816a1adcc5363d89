import fc from 'fast-check';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { ChatEvent } from '../../shared/contract/chat.ts';
import type { Part } from '../../shared/contract/message.ts';
import { openStoreInThread } from './open-in-thread.ts';
import { databaseName } from './prepare-database.ts';
import { recoverMessage } from './recover-turns.ts';
import { folderForTest } from '../__fixtures__/folder-for-test.ts';
import { makeExchange } from './__fixtures__/make-turn.ts';
import { makeAnswer, silentLog, textPart } from './__fixtures__/store-fixtures.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = folderForTest();
});

const { conversation, question, answer, turn } = makeExchange({ at: 2000 });
const messageId = answer.id;
const toolCall: Part = {
  type: 'tool-call',
  id: 'call',
  name: 'calculate',
  runner: 'tina',
  state: 'running',
  inputText: '{}',
};
const slices: ChatEvent[][] = [
  [
    { type: 'turn-status', messageId, status: { state: 'streaming', since: 1 } },
    { type: 'part-start', messageId, index: 0, part: textPart('') },
    { type: 'part-delta', messageId, index: 0, delta: 'Once ' },
  ],
  [{ type: 'part-delta', messageId, index: 0, delta: 'upon' }],
  [{ type: 'part-start', messageId, index: 1, part: toolCall }],
];
const rows = slices.map((events, seq) => ({ seq, events: JSON.stringify(events) }));

test('an answer that a crash cut off is there up to the last slice, and is interrupted', async () => {
  const crashed = await openStoreInThread({ dataDir, log: silentLog, at: 1 });
  await crashed.beginTurn(turn);
  for (const [seq, events] of slices.entries())
    await crashed.appendJournal([{ messageId, seq, events }]);
  await crashed.close();

  const store = await openStoreInThread({ dataDir, log: silentLog, at: 9000 });
  expect(store.report).toEqual({ restored: null, interrupted: 1 });
  expect(await store.path(answer.id)).toEqual([
    question,
    {
      ...answer,
      status: 'interrupted',
      parts: [textPart('Once upon'), { ...toolCall, state: 'stopped' }],
      updatedAt: 9000,
      rev: 2,
    },
  ]);
  await store.close();
  const again = await openStoreInThread({ dataDir, log: silentLog, at: 9500 });
  expect(again.report.interrupted).toBe(0);
  await again.close();
  const database = new DatabaseSync(join(dataDir, databaseName));
  expect(database.prepare('SELECT count(*) AS n FROM journal').get()).toEqual({ n: 0 });
  database.close();
});

test('one transaction writes the slices of all running turns, and a repeated slice replaces itself', async () => {
  const crashed = await openStoreInThread({ dataDir, log: silentLog, at: 1 });
  const other = makeAnswer(conversation.id, question.id);
  await crashed.beginTurn(turn);
  await crashed.beginTurn({
    ...turn,
    begin: undefined,
    messages: [other],
    turnMessageId: other.id,
  });
  const said = (id: string, text: string): ChatEvent[] => [
    { type: 'part-start', messageId: id, index: 0, part: textPart(text) },
  ];
  await crashed.appendJournal([
    { messageId, seq: 0, events: said(messageId, 'one') },
    { messageId: other.id, seq: 0, events: said(other.id, 'two') },
    { messageId: 'nobody', seq: 0, events: said('nobody', 'three') },
  ]);
  await crashed.appendJournal([{ messageId, seq: 0, events: said(messageId, 'one and more') }]);
  await crashed.close();
  const store = await openStoreInThread({ dataDir, log: silentLog, at: 1 });
  expect(store.report.interrupted).toBe(2);
  expect((await store.getMessage(messageId)).parts).toEqual([textPart('one and more')]);
  expect((await store.getMessage(other.id)).parts).toEqual([textPart('two')]);
  await store.close();
});

test('nothing after an unreadable or missing slice is folded, everything before it is', () => {
  const bad = ['[{', '{}', '[{"type":"unknown"}]', '[{"type":"part-delta"}]'].map((events) => ({
    seq: 1,
    events,
  }));
  for (const row of bad) {
    const recovered = recoverMessage(answer, [...rows.slice(0, 1), row, ...rows.slice(2)], 1);
    expect(recovered.parts).toEqual([textPart('Once ')]);
  }
  expect(
    recoverMessage(
      answer,
      [rows[0], rows[2]].flatMap((row) => row ?? []),
      1,
    ).parts,
  ).toEqual([textPart('Once ')]);
});

test('however the deltas are cut into slices the text is the same', () => {
  const pieces = fc.array(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(pieces, (cut) => {
      const start: ChatEvent = { type: 'part-start', messageId, index: 0, part: textPart('') };
      const events = cut.map((deltas) =>
        deltas.map((delta): ChatEvent => ({ type: 'part-delta', messageId, index: 0, delta })),
      );
      const journal = [[start], ...events].map((slice, seq) => ({
        seq,
        events: JSON.stringify(slice),
      }));
      expect(recoverMessage(answer, journal, 1).parts).toEqual([textPart(cut.flat().join(''))]);
    }),
  );
});
