import { expect, test } from 'vitest';
import { makeSnapshot } from '../__fixtures__/make-chat-view.ts';
import { makeConversation } from '../__fixtures__/make-conversation.ts';
import { makeMessage } from '../__fixtures__/make-message.ts';
import type { ChatUpdate } from '../contract/chat.ts';
import type { Message } from '../contract/message.ts';
import { applyUpdate } from './chat-view.ts';

const message = (
  id: string,
  parentId: string | null,
  role: Message['role'],
  text: string,
): Message =>
  makeMessage({ id, parentId, role, parts: text === '' ? [] : [{ type: 'text', text }] });

const snapshot = makeSnapshot({
  cursor: 'e:1',
  conversation: makeConversation({ title: 'Title', activeLeafId: 'a1' }),
  messages: [message('q1', null, 'user', 'question'), message('a1', 'q1', 'assistant', 'answer')],
});

const events = (
  after: string,
  cursor: string,
  ...list: Extract<ChatUpdate, { type: 'events' }>['events']
): ChatUpdate => ({
  type: 'events',
  after,
  cursor,
  events: list,
});

test('a gap is noticed', () => {
  const view = applyUpdate(null, snapshot);
  expect(applyUpdate(view, events('e:2', 'e:3'))).toBeNull();
  expect(applyUpdate(null, events('e:1', 'e:3'))).toBeNull();
});

test('an answer that is asked for again takes the place of the old one', () => {
  const view = applyUpdate(
    applyUpdate(null, snapshot),
    events('e:1', 'e:2', { type: 'message-start', message: message('a2', 'q1', 'assistant', '') }),
  );
  expect(view?.messages.map(({ id }) => id)).toEqual(['q1', 'a2']);
});

test('an answer that is taken up again keeps its place and its text, and loses its old end', () => {
  const failed: Message = {
    ...message('a1', 'q1', 'assistant', 'half'),
    status: 'failed',
    error: { code: 'stream-truncated', message: 'cut', retryable: true },
  };
  const taken: Message = { ...message('a1', 'q1', 'assistant', 'half'), status: 'streaming' };
  let view = applyUpdate(null, {
    ...snapshot,
    messages: [message('q1', null, 'user', 'q'), failed],
  });
  view = applyUpdate(
    view,
    events(
      'e:1',
      'e:5',
      { type: 'message-start', message: taken },
      { type: 'turn-status', messageId: 'a1', status: { state: 'streaming', since: 1 } },
      { type: 'part-start', messageId: 'a1', index: 1, part: { type: 'text', text: '' } },
      { type: 'part-delta', messageId: 'a1', index: 1, delta: ' more' },
    ),
  );
  expect(view?.turn).toEqual({ messageId: 'a1', status: { state: 'streaming', since: 1 } });
  expect(view?.messages[1]).toEqual({
    ...taken,
    parts: [
      { type: 'text', text: 'half' },
      { type: 'text', text: ' more' },
    ],
  });
  view = applyUpdate(
    view,
    events('e:5', 'e:6', {
      type: 'message-end',
      messageId: 'a1',
      status: 'complete',
      finishReason: 'stop',
      updatedAt: 9,
      rev: 2,
    }),
  );
  expect(view?.turn).toBeNull();
  expect(view?.messages[1]).toMatchObject({ status: 'complete', finishReason: 'stop', rev: 2 });
  expect(view?.messages[1]?.error).toBeUndefined();
});

test('nothing runs any more once its answer has ended, saved or not', () => {
  const before = applyUpdate(null, {
    ...snapshot,
    conversation: { ...snapshot.conversation, running: true },
    turn: { messageId: 'a1', status: { state: 'streaming', since: 1 } },
  });
  const after = applyUpdate(
    before,
    events('e:1', 'e:2', {
      type: 'message-end',
      messageId: 'a1',
      status: 'complete',
      updatedAt: 9,
      rev: 2,
    }),
  );
  expect(after?.turn).toBeNull();
  expect(after?.conversation.running).toBe(false);
});

test('messages that did not change keep their identity', () => {
  const before = applyUpdate(null, snapshot);
  const after = applyUpdate(
    before,
    events('e:1', 'e:2', { type: 'part-delta', messageId: 'a1', index: 0, delta: '!' }),
  );
  expect(after?.messages[0]).toBe(before?.messages[0]);
  expect(after?.messages[1]).not.toBe(before?.messages[1]);
});
