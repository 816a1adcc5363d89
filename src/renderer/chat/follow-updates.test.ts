import { describe, expect, test } from 'vitest';
import { makeSnapshot } from '../../shared/__fixtures__/make-chat-view.ts';
import type { ChatUpdate } from '../../shared/contract/chat.ts';
import type { Client } from '../../shared/contract/index.ts';
import { createFakeClock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { followUpdates } from './follow-updates.ts';

const snapshot = (cursor: string) => makeSnapshot({ cursor });
const events = (after: string, cursor: string): ChatUpdate => ({
  type: 'events',
  after,
  cursor,
  events: [],
});

/** Each watch is answered by the next of `scripts`; the last one stays open until the caller leaves. */
function setUp(scripts: readonly (readonly (ChatUpdate | Error)[])[]) {
  const asked: (string | undefined)[] = [];
  const seen: string[] = [];
  const errors: string[] = [];
  const controller = new AbortController();
  const lastOne = Promise.withResolvers<void>();
  const watch = (async ({ after }: { after?: string }) => {
    const script = scripts[asked.length] ?? [];
    asked.push(after);
    const isLast = asked.length >= scripts.length;
    return (async function* () {
      for (const step of script) {
        if (step instanceof Error) throw step;
        yield step;
      }
      if (!isLast) return;
      lastOne.resolve();
      await new Promise<void>((resolve) =>
        controller.signal.addEventListener('abort', () => resolve()),
      );
    })();
    // The part of the client that is used here.
  }) as unknown as Client['chat']['watch'];
  const following = followUpdates({
    watch,
    conversationId: 'c',
    connected: () => Promise.resolve(),
    onUpdate: (update) => seen.push(update.cursor),
    onError: (error) => errors.push(error.code),
    signal: controller.signal,
    clock: createFakeClock(),
    random: () => 0,
  });
  return { asked, seen, errors, controller, following, lastOne: lastOne.promise };
}

/** With no jitter the fake clock's timers are due at once, so advancing it is not needed. */
describe('following a conversation', () => {
  test('goes on from the last cursor after a drop', async () => {
    const run = setUp([
      [snapshot('1'), events('1', '2'), new AppError('network-failed', '')],
      [events('2', '3')],
    ]);
    await run.lastOne;
    run.controller.abort();
    expect(await run.following).toBe('aborted');
    expect(run.asked).toEqual([undefined, '2']);
    expect(run.seen).toEqual(['1', '2', '3']);
    expect(run.errors).toEqual([]);
  });

  test('asks again from where it is when something is missing', async () => {
    const run = setUp([[snapshot('1'), events('5', '6')], [events('1', '6')]]);
    await run.lastOne;
    run.controller.abort();
    await run.following;
    expect(run.asked).toEqual([undefined, '1']);
    expect(run.seen).toEqual(['1', '6']);
  });

  test('ends when the conversation is gone', async () => {
    const run = setUp([[new AppError('not-found', '')]]);
    expect(await run.following).toBe('gone');
  });

  test('says what else went wrong, and tries again', async () => {
    const run = setUp([[new AppError('storage-failed', '')], []]);
    await run.lastOne;
    run.controller.abort();
    await run.following;
    expect(run.errors).toEqual(['storage-failed']);
  });
});
