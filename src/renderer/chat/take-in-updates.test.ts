import { expect, test } from 'vitest';
import { makeChatView, makeSnapshot } from '../../shared/__fixtures__/make-chat-view.ts';
import { makeAnswer, makeMessage } from '../../shared/__fixtures__/make-message.ts';
import type { ChatView } from '../../shared/chat/chat-view.ts';
import { AppError } from '../../shared/errors.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { emptyChat } from './chat-state.ts';
import type { ChatState, Doing } from './chat-state.ts';
import { takeInUpdates } from './take-in-updates.ts';

const stopped = [makeMessage(), makeAnswer({ status: 'stopped' })];

function failedAt(doing: Doing, code: ErrorCode, more: Partial<ChatView> = {}): ChatState {
  const view = makeChatView({ messages: stopped, ...more });
  return { ...emptyChat, view, failure: { doing, error: new AppError(code, 'Lost.') } };
}

/** What the page says is wrong once this is there. */
function failureAfter(state: ChatState, seen: Partial<ChatView>): ChatState['failure'] {
  return takeInUpdates(state, [makeSnapshot({ messages: stopped, ...seen })]).failure;
}

const running: ChatView['turn'] = { messageId: 'a', status: { state: 'waiting', since: 0 } };

test.each<{ when: string; seen: Partial<ChatView> }>([
  { when: 'its answer is being written', seen: { turn: running } },
  {
    when: 'another answer stands there',
    seen: { messages: [makeMessage(), makeAnswer({ id: 'b' })] },
  },
  {
    when: 'the answer went on and has ended',
    seen: { messages: [makeMessage(), makeAnswer({ rev: 2 })] },
  },
])('what was asked for and not acknowledged is not called failed once $when', ({ seen }) => {
  for (const doing of ['retry', 'continue'] as const)
    for (const code of ['network-failed', 'timed-out'] as const)
      expect(failureAfter(failedAt(doing, code), seen)).toBeNull();
});

test('it stays said while nothing has come of it, and where it was refused', () => {
  expect(failureAfter(failedAt('retry', 'network-failed'), {})).not.toBeNull();
  expect(failureAfter(failedAt('retry', 'conflict'), { turn: running })).not.toBeNull();
});

test('that something could not be stopped is said for as long as it runs', () => {
  const state = failedAt('stop', 'network-failed', { turn: running });
  expect(failureAfter(state, { turn: running })).not.toBeNull();
  expect(failureAfter(state, {})).toBeNull();
});

test('a question has arrived where its answer is, though it came without it', () => {
  const { id } = makeMessage();
  const sending: ChatState = {
    ...emptyChat,
    sending: { messageId: id, text: 'Tell me all', attached: [] },
  };
  const update = makeSnapshot({ messages: [makeAnswer()], hasEarlier: true });
  expect(takeInUpdates(sending, [update]).sending).toBeNull();
});
