import { expect, test } from 'vitest';
import { makeChatView } from '../../shared/__fixtures__/make-chat-view.ts';
import { makeAnswer } from '../../shared/__fixtures__/make-message.ts';
import type { ChatView } from '../../shared/chat/chat-view.ts';
import { createFakeClock } from '../../shared/clock.ts';
import { createAnswerVoice } from './answer-voice.ts';

const emptyView = makeChatView();
const answer = (text: string) =>
  makeAnswer({ status: 'streaming', parts: [{ type: 'text', text }] });
const writing = (text: string) =>
  makeChatView({
    messages: [answer(text)],
    turn: { messageId: 'a', status: { state: 'streaming', since: 0 } },
  });
const ended = (text: string) => makeChatView({ messages: [answer(text)] });

function setUp() {
  const clock = createFakeClock();
  const said: string[] = [];
  const voice = createAnswerVoice({
    language: 'en',
    codeWord: 'Code.',
    say: (text) => said.push(text),
    clock,
  });
  let before: ChatView | null = null;
  return {
    clock,
    said,
    see(view: ChatView) {
      voice.hear(before, view);
      before = view;
    },
  };
}

test('sentences are said as they end, with pauses, and never twice', () => {
  const { see, said, clock } = setUp();
  see(emptyView);
  see(writing('One. Tw'));
  expect(said).toEqual(['One.']);
  see(writing('One. Two. Three. Fo'));
  see(writing('One. Two. Three. Four. Fi'));
  expect(said).toEqual(['One.']);
  clock.advance(1_500);
  expect(said).toEqual(['One.', 'Two. Three. Four.']);
  see(ended('One. Two. Three. Four. Five'));
  expect(said).toEqual(['One.', 'Two. Three. Four.', 'Five']);
  clock.advance(10_000);
  expect(said).toHaveLength(3);
});

test('what was there when the page opened, or before an answer went on, is not said', () => {
  const opened = setUp();
  opened.see(writing('Long ago. And'));
  opened.see(writing('Long ago. And now. Yes'));
  expect(opened.said).toEqual(['And now.']);

  const continued = setUp();
  continued.see(ended('Long ago.'));
  continued.see(writing('Long ago. And now. Yes'));
  continued.see(ended('Long ago. And now. Yes'));
  expect(continued.said).toEqual(['And now.', 'Yes']);
});

test('the next turn is read from where the last one ended', () => {
  const { see, said, clock } = setUp();
  see(emptyView);
  see(writing('One. '));
  see(ended('One.'));
  clock.advance(5_000);
  see(writing('One. '));
  see(ended('One. Two.'));
  expect(said).toEqual(['One.', 'Two.']);
});
