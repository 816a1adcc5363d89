import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeChatView } from '../__fixtures__/make-chat-view.ts';
import { makeConversation } from '../__fixtures__/make-conversation.ts';
import { makeAnswer } from '../__fixtures__/make-message.ts';
import type { ChatEvent } from '../contract/chat.ts';
import { applyEvents } from './chat-view.ts';
import { mergeEvents } from './merge-events.ts';

const id = '01890000-0000-7000-8000-000000000001';

const event: fc.Arbitrary<ChatEvent> = fc.oneof(
  fc.record({
    type: fc.constant('part-delta' as const),
    messageId: fc.constant(id),
    index: fc.nat(3),
    delta: fc.string(),
  }),
  fc.record({
    type: fc.constant('part-start' as const),
    messageId: fc.constant(id),
    index: fc.nat(3),
    part: fc.record({ type: fc.constant('text' as const), text: fc.string() }),
  }),
  fc.record({
    type: fc.constant('turn-status' as const),
    messageId: fc.constant(id),
    status: fc.record({
      state: fc.constantFrom('waiting' as const, 'streaming' as const),
      since: fc.nat(),
    }),
  }),
);

const view = makeChatView({
  conversation: makeConversation({ id, activeLeafId: id, running: true }),
  messages: [makeAnswer({ id, conversationId: id, parentId: null, status: 'streaming' })],
});

test('folding merged events gives what folding the events gives', () => {
  fc.assert(
    fc.property(fc.array(event), (events) => {
      expect(applyEvents(view, mergeEvents(events))).toEqual(applyEvents(view, events));
    }),
  );
});

test('neighbouring deltas of one part become one', () => {
  const delta = (index: number, text: string): ChatEvent => ({
    type: 'part-delta',
    messageId: id,
    index,
    delta: text,
  });
  expect(mergeEvents([delta(0, 'a'), delta(0, 'b'), delta(1, 'c'), delta(0, 'd')])).toEqual([
    delta(0, 'ab'),
    delta(1, 'c'),
    delta(0, 'd'),
  ]);
});
