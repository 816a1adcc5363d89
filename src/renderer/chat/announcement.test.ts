import { expect, test } from 'vitest';
import { makeChatView } from '../../shared/__fixtures__/make-chat-view.ts';
import { makeConversation } from '../../shared/__fixtures__/make-conversation.ts';
import { makeAnswer } from '../../shared/__fixtures__/make-message.ts';
import type { TurnStatus } from '../../shared/contract/chat.ts';
import { announcementFor, picturesBetween } from './announcement.ts';

const answer = makeAnswer({
  parts: [{ type: 'text', text: '# It is **42**.\n\n```js\nx\n```' }],
});
const view = (state: TurnStatus['state'] | null, more: Partial<TurnStatus> = {}) =>
  makeChatView({
    conversation: makeConversation({ running: state !== null }),
    messages: [answer],
    turn: state === null ? null : { messageId: 'a', status: { state, since: 0, ...more } },
  });

test('the end of an answer is said, and not the answer again', () => {
  expect(announcementFor(view('streaming'), view(null))).toEqual({
    type: 'end',
    message: answer,
  });
});

test('an answer that was there at once is told of like any other', () => {
  const started = {
    ...view(null),
    messages: [],
    turn: { messageId: 'a', status: { state: 'streaming', since: 0 } },
  };
  const empty = { ...view(null), messages: [] };
  expect(picturesBetween(null, view(null), true)).toEqual([empty, started, view(null)]);
  expect(picturesBetween(empty, view(null), true)).toEqual([empty, started, view(null)]);
  // Another version was chosen, or the page was opened on it.
  expect(picturesBetween(empty, view(null), false)).toEqual([empty, view(null)]);
  expect(picturesBetween(null, view(null), false)).toEqual([null, view(null)]);
  expect(picturesBetween(view(null), view(null), true)).toEqual([view(null), view(null)]);
});

test('waiting, silence and tools are said once', () => {
  expect(announcementFor(view('connecting'), view('waiting'))).toMatchObject({
    type: 'status',
    state: 'waiting',
  });
  expect(announcementFor(view('streaming'), view('tool', { tool: 'calculate' }))).toMatchObject({
    state: 'tool',
    tool: 'calculate',
  });
  expect(announcementFor(view('stalled'), view('stalled', { since: 5 }))).toBeNull();
});

test('words that arrive, and what was there when the page opened, are not said', () => {
  expect(announcementFor(view('waiting'), view('streaming'))).toBeNull();
  expect(announcementFor(view('streaming'), view('streaming'))).toBeNull();
  expect(announcementFor(null, view(null))).toBeNull();
});
