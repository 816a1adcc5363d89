import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../shared/contract/message.ts';
import { ballastSize } from './ballast.ts';
import { openStoreInThread } from './open-in-thread.ts';
import { makeExchange } from './__fixtures__/make-turn.ts';
import { silentLog, textPart } from './__fixtures__/store-fixtures.ts';
import type { Store } from './store.ts';

const mountPoint = mkdtempSync(join(tmpdir(), 'tina-full-'));
const refusal = tryMount();
if (refusal !== null) console.warn(`full-disk tests are skipped: ${refusal}`);
else run('umount', mountPoint);
afterAll(() => rmSync(mountPoint, { recursive: true, force: true }));

function run(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { stdio: 'pipe' });
}

function tryMount(): string | null {
  if (process.platform !== 'linux') return 'a small disk of its own is only made on Linux';
  try {
    run('mount', '-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', mountPoint);
    return null;
  } catch {
    return 'mounting is not permitted';
  }
}

describe.skipIf(refusal !== null)('on a full disk', () => {
  let store: Store;
  beforeEach(async () => {
    tryMount();
    store = await open();
  });
  afterEach(async () => {
    try {
      await store.close();
    } finally {
      // Lazily: a store that a failed test left open must not keep the next one from its disk.
      run('umount', '--lazy', mountPoint);
    }
  });

  const open = () => openStoreInThread({ dataDir: mountPoint, log: silentLog, at: 1 });
  const ballast = join(mountPoint, 'ballast');
  const filler = join(mountPoint, 'filler');
  const full = expect.objectContaining({ code: 'disk-full', retryable: true });

  /** Somebody else takes the last block. */
  function fill(): void {
    const { bavail, bsize } = statfsSync(mountPoint);
    for (let size = bavail * bsize; size > 0; size = Math.floor(size / 2)) {
      try {
        writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
      } catch {
        // The next try is smaller.
      }
    }
  }

  async function begin(text = 'Hello'): Promise<Message> {
    const { answer, turn } = makeExchange({ at: 1, question: { parts: [textPart(text)] } });
    await store.beginTurn(turn);
    return answer;
  }

  /** Begins turns until the disk is full; returns the answers that were acknowledged. */
  async function beginUntilFull(): Promise<Message[]> {
    const begun: Message[] = [];
    try {
      for (;;) begun.push(await begin('x'.repeat(50_000)));
    } catch (error) {
      expect(error).toEqual(full);
      return begun;
    }
  }

  test('the ballast really takes its space', () => {
    const { blocks, size } = statSync(ballast);
    expect(size).toBe(ballastSize);
    expect(blocks * 512).toBeGreaterThanOrEqual(ballastSize);
  });

  test('what was acknowledged is there, what was refused is not, and it goes on when there is room', async () => {
    const begun = await beginUntilFull();
    expect(begun.length).toBeGreaterThan(20);
    const page = await store.listConversations({ limit: 200 });
    expect(page.conversations.map(({ id }) => id).toSorted()).toEqual(
      begun.map(({ conversationId }) => conversationId).toSorted(),
    );
    await expect(begin('x'.repeat(50_000))).rejects.toEqual(full);
    await store.close();
    store = await open();
    for (const { id } of begun) expect(await store.path(id)).toHaveLength(2);

    run('mount', '-o', 'remount,size=32m', mountPoint);
    await begin('x'.repeat(50_000));
    expect(statSync(ballast).size).toBe(ballastSize);
  });

  test('answers that are only kept for a repeated request make room first', async () => {
    const parts = 'x'.repeat(100_000);
    const cached = { conversationId: null, parts, at: 1, maxBytes: 2e6, notBefore: 0 };
    for (let index = 0; index < 20; index++) await store.putCached({ key: `${index}`, ...cached });
    expect(await store.getCached({ key: '19', notBefore: 0, at: 1 })).toBe(parts);
    fill();
    await begin(parts);
    expect(await store.getCached({ key: '19', notBefore: 0, at: 1 })).toBeNull();
  });

  test('text that streams in is refused without loss, and taken once there is room', async () => {
    const answer = await begin();
    const entry = (seq: number, size: number) => ({
      messageId: answer.id,
      seq,
      events: [
        {
          type: 'part-start',
          messageId: answer.id,
          index: 0,
          part: textPart('y'.repeat(size)),
        } as const,
      ],
    });
    await store.appendJournal([entry(0, 10)]);
    fill();
    await expect(store.appendJournal([entry(1, 20_000_000)])).rejects.toEqual(full);
    rmSync(filler);
    await store.appendJournal([entry(1, 20)]);
    await store.close();
    store = await open();
    expect((await store.getMessage(answer.id)).parts).toEqual([textPart('y'.repeat(20))]);
  });

  test('an answer that ends is stored all the same', async () => {
    const answer = await begin();
    await beginUntilFull();
    fill();
    const final = {
      ...answer,
      status: 'complete',
      parts: [textPart('z'.repeat(2_000_000))],
    } as const;
    await store.endTurn({ message: final, at: 5000 });
    expect(existsSync(ballast)).toBe(false);
    expect(await store.getMessage(answer.id)).toEqual(final);
    expect((await store.getConversation(answer.conversationId)).updatedAt).toBe(5000);
  });

  test('conversations can be deleted, a deleted one gives its room to the next message', async () => {
    const begun = await beginUntilFull();
    fill();
    const [first, second] = begun;
    if (first === undefined || second === undefined) throw new Error('the disk was full too early');
    await store.deleteConversation({ id: first.conversationId, at: 10 });
    await expect(store.getConversation(first.conversationId)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await store.restoreConversation(first.conversationId)).toMatchObject({
      id: first.conversationId,
    });
    for (const { conversationId } of begun.slice(1)) {
      await store.deleteConversation({ id: conversationId, at: 20 });
    }
    await begin('x'.repeat(50_000));
    expect((await store.listConversations({ limit: 10 })).conversations).toHaveLength(2);
  });

  test('a draft can be emptied', async () => {
    await store.setDraft({ key: 'new', text: 'x'.repeat(100_000), at: 1 });
    await beginUntilFull();
    fill();
    await expect(
      store.setDraft({ key: 'new', text: 'x'.repeat(9_000_000), at: 2 }),
    ).rejects.toEqual(full);
    expect(await store.getDraft('new')).toBe('x'.repeat(100_000));
    await store.setDraft({ key: 'new', text: '', at: 3 });
    expect(await store.getDraft('new')).toBe('');
  });

  test('while the ballast is given away, ordinary writes leave the rest of it to deletions', async () => {
    await beginUntilFull();
    fill();
    const [conversation] = (await store.listConversations({ limit: 1 })).conversations;
    await store.deleteConversation({ id: conversation?.id ?? '', at: 1 });
    expect(existsSync(ballast)).toBe(false);
    await beginUntilFull();
    const { bavail, bsize } = statfsSync(mountPoint);
    expect(bavail * bsize).toBeGreaterThan(1_000_000);
    await store.setDraft({ key: 'new', text: '', at: 3 });
  });

  test('a start on a full disk works, after a clean end and with answers cut off', async () => {
    const begun = await beginUntilFull();
    fill();
    await store.close();
    fill();
    store = await open();
    expect(store.report).toEqual({ restored: null, interrupted: begun.length });
    expect((await store.listConversations({ limit: 200 })).conversations).toHaveLength(
      begun.length,
    );
    await store.close();
    rmSync(ballast, { force: true });
    fill();
    // Not a byte left and no ballast: it says so, and goes on once there is room.
    await expect(open()).rejects.toEqual(full);
    rmSync(filler);
    store = await open();
    expect(store.report).toEqual({ restored: null, interrupted: 0 });
    expect((await store.listConversations({ limit: 200 })).conversations).toHaveLength(
      begun.length,
    );
  });

  test('a backup that does not fit is refused and leaves nothing', async () => {
    await beginUntilFull();
    await expect(store.backupIfDue(Date.UTC(2026, 0, 1))).rejects.toEqual(full);
    await expect(store.getDraft('new')).resolves.toBe('');
  });
});
