import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSnapshot } from '../../shared/__fixtures__/make-chat-view.ts';
import { makeConversation } from '../../shared/__fixtures__/make-conversation.ts';
import { makeAnswer } from '../../shared/__fixtures__/make-message.ts';
import type { ChatView } from '../../shared/chat/chat-view.ts';
import { applyUpdate } from '../../shared/chat/chat-view.ts';
import { createFakeClock } from '../../shared/clock.ts';
import type { ChatUpdate } from '../../shared/contract/chat.ts';
import type { Client } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors.ts';
import { followUpdates } from './follow-updates.ts';

/** What can become of an update on its way. */
type Fate = 'arrives' | 'lost' | 'twice' | 'late' | 'cut';

const words = Array.from({ length: 60 }, (_, index) => `${index} `);
const whole = words.join('');

const answer = (text: string) =>
  makeAnswer({ id: 'm', parentId: null, status: 'streaming', parts: [{ type: 'text', text }] });

/** The core's end: a snapshot for whoever has no cursor, then the words in pieces of `size`. */
function* updatesAfter(after: string | undefined, size: number): Generator<ChatUpdate> {
  let cursor = after === undefined ? 7 : Number(after);
  if (after === undefined) {
    yield makeSnapshot({
      cursor: String(cursor),
      conversation: makeConversation({ running: true }),
      messages: [answer(words.slice(0, cursor).join(''))],
    });
  }
  while (cursor < words.length) {
    const next = Math.min(cursor + size, words.length);
    yield {
      type: 'events',
      after: String(cursor),
      cursor: String(next),
      events: [
        {
          type: 'part-delta',
          messageId: 'm',
          index: 0,
          delta: words.slice(cursor, next).join(''),
        },
      ],
    };
    cursor = next;
  }
}

/** A wire on which every update meets the next of `fates`; once they are used up all is well. */
async function* wire(
  updates: Iterable<ChatUpdate>,
  nextFate: () => Fate,
): AsyncGenerator<ChatUpdate, void, void> {
  let held: ChatUpdate | null = null;
  for (const update of updates) {
    const fate = nextFate();
    if (fate === 'cut') throw new AppError('network-failed', 'The connection was cut.');
    if (fate === 'late' && held === null) {
      held = update;
      continue;
    }
    if (fate !== 'lost') yield update;
    if (fate === 'twice') yield update;
    if (held !== null) yield held;
    held = null;
  }
  // Whatever the last of them met: a wire that loses words does not stay open for ever.
  throw new AppError('network-failed', 'The connection was cut.');
}

const textOf = (view: ChatView) =>
  view.messages[0]?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('') ?? '';

test('nothing is lost, doubled or out of order, whatever the wire does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom<Fate>('arrives', 'lost', 'twice', 'late', 'cut'), {
        maxLength: 150,
      }),
      fc.integer({ min: 1, max: 9 }),
      async (fates, size) => {
        const waiting = [...fates];
        const controller = new AbortController();
        const errors: string[] = [];
        let watches = 0;
        let view: ChatView | null = null;
        await followUpdates({
          watch: (async ({ after }: { after?: string }) => {
            // Every fate costs one at most: whoever asks more often makes no headway.
            if (++watches > 500) controller.abort();
            return wire(updatesAfter(after, size), () => waiting.shift() ?? 'arrives');
            // The part of the client that is used here.
          }) as unknown as Client['chat']['watch'],
          conversationId: 'c',
          connected: () => Promise.resolve(),
          onUpdate(update) {
            view = applyUpdate(view, update);
            if (view === null) throw new Error('An update came that does not follow.');
            expect(whole.startsWith(textOf(view))).toBe(true);
            if (textOf(view) === whole) controller.abort();
          },
          onError: ({ code }) => errors.push(code),
          signal: controller.signal,
          clock: createFakeClock(),
          random: () => 0,
        });
        expect(view === null ? '' : textOf(view)).toBe(whole);
        expect(errors).toEqual([]);
      },
    ),
  );
});
