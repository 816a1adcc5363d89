import { expect, test } from 'vitest';
import type { ChatEvent } from '../../shared/contract/chat.ts';
import { createFakeClock } from '../../shared/clock.ts';
import type { JournalEntry } from '../store/store.ts';
import { createJournal } from './journal.ts';

const delta = (text: string): ChatEvent => ({
  type: 'part-delta',
  messageId: 'm',
  index: 0,
  delta: text,
});

function setUp() {
  const clock = createFakeClock();
  const writes: { entries: readonly JournalEntry[]; done: PromiseWithResolvers<void> }[] = [];
  const errors: unknown[] = [];
  const journal = createJournal({
    clock,
    onError: (error) => errors.push(error),
    append(entries) {
      const done = Promise.withResolvers<void>();
      writes.push({ entries, done });
      return done.promise;
    },
  });
  return { clock, journal, writes, errors };
}

async function settled(): Promise<void> {
  await new Promise<void>((resolve) => void setImmediate(resolve));
}

test('writes what gathered within 100 ms, all turns in one go', () => {
  const { clock, journal, writes } = setUp();
  journal.add('m', [delta('a')]);
  clock.advance(60);
  journal.add('m', [delta('b')]);
  journal.add('n', [delta('x')]);
  clock.advance(39);
  expect(writes).toHaveLength(0);
  clock.advance(1);
  expect(writes.map(({ entries }) => entries)).toEqual([
    [
      { messageId: 'm', seq: 0, events: [delta('ab')] },
      { messageId: 'n', seq: 0, events: [delta('x')] },
    ],
  ]);
});

test('writes at once when 2 KiB have gathered, but never two at a time', async () => {
  const { journal, writes } = setUp();
  journal.add('m', [delta('x'.repeat(2048))]);
  expect(writes).toHaveLength(1);
  journal.add('m', [delta('y'.repeat(5000))]);
  expect(writes).toHaveLength(1);
  writes[0]?.done.resolve();
  await settled();
  expect(writes[1]?.entries).toEqual([
    { messageId: 'm', seq: 1, events: [delta('y'.repeat(5000))] },
  ]);
});

test('what comes while a slow write is under way waits 100 ms like all else', async () => {
  const { clock, journal, writes } = setUp();
  journal.add('m', [delta('a')]);
  clock.advance(100);
  journal.add('m', [delta('b')]);
  clock.advance(60);
  writes[0]?.done.resolve();
  await settled();
  clock.advance(39);
  expect(writes).toHaveLength(1);
  clock.advance(1);
  expect(writes[1]?.entries).toEqual([{ messageId: 'm', seq: 1, events: [delta('b')] }]);

  journal.add('m', [delta('c')]);
  clock.advance(150);
  writes[1]?.done.resolve();
  await settled();
  expect(writes[2]?.entries).toEqual([{ messageId: 'm', seq: 2, events: [delta('c')] }]);
});

test('keeps and repeats, in order, what could not be written', async () => {
  const { clock, journal, writes, errors } = setUp();
  journal.add('m', [delta('a')]);
  clock.advance(100);
  journal.add('m', [delta('b')]);
  writes[0]?.done.reject(new Error('full'));
  await settled();
  expect(errors).toHaveLength(1);
  expect(writes).toHaveLength(1);
  clock.advance(100);
  expect(writes[1]?.entries).toEqual([{ messageId: 'm', seq: 0, events: [delta('ab')] }]);
});

test('settling waits for the write under way and drops the rest', async () => {
  const { clock, journal, writes } = setUp();
  journal.add('m', [delta('a')]);
  clock.advance(100);
  journal.add('m', [delta('b')]);
  let done = false;
  const settling = journal.settle('m').then(() => (done = true));
  await settled();
  expect(done).toBe(false);
  writes[0]?.done.resolve();
  await settling;
  clock.advance(1000);
  expect(writes).toHaveLength(1);
});
