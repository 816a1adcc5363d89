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
    status: { state: 'waiting' },
  });
  expect(
    announcementFor(view('streaming'), view('tool', { tools: [{ name: 'calculate' }] })),
  ).toMatchObject({
    status: { state: 'tool', tools: [{ name: 'calculate' }] },
  });
  expect(announcementFor(view('stalled'), view('stalled', { since: 5 }))).toBeNull();
});

test('a queue is said once, each attempt once, and that somebody else is asked', () => {
  const said = (
    before: Partial<TurnStatus> & Pick<TurnStatus, 'state'>,
    after: Partial<TurnStatus> & Pick<TurnStatus, 'state'>,
  ) => announcementFor(view(before.state, before), view(after.state, after)) !== null;
  expect(said({ state: 'connecting' }, { state: 'queued', ahead: 3 })).toBe(true);
  expect(said({ state: 'queued', ahead: 3 }, { state: 'queued', ahead: 2 })).toBe(false);
  expect(said({ state: 'connecting' }, { state: 'retrying', attempt: 1 })).toBe(true);
  expect(said({ state: 'retrying', attempt: 1 }, { state: 'retrying', attempt: 1 })).toBe(false);
  expect(said({ state: 'retrying', attempt: 1 }, { state: 'retrying', attempt: 2 })).toBe(true);
  expect(said({ state: 'retrying', attempt: 2 }, { state: 'connecting' })).toBe(false);
  const model = { provider: 'other', model: 'm' };
  expect(said({ state: 'retrying', attempt: 2 }, { state: 'connecting', model })).toBe(true);
  expect(said({ state: 'connecting', model }, { state: 'waiting', model })).toBe(true);
});

test('words that arrive, and what was there when the page opened, are not said', () => {
  expect(announcementFor(view('waiting'), view('streaming'))).toBeNull();
  expect(announcementFor(view('streaming'), view('streaming'))).toBeNull();
  expect(announcementFor(null, view(null))).toBeNull();
});
