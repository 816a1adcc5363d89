import { expect, test } from 'vitest';
import { makeChatView } from '../../shared/__fixtures__/make-chat-view.ts';
import { makeAnswer } from '../../shared/__fixtures__/make-message.ts';
import { createFakeClock } from '../../shared/clock.ts';
import type { ToolCallPart } from '../../shared/contract/message.ts';
import { createProgressVoice } from './progress-voice.ts';

const call = (id: string, more: Partial<ToolCallPart>): ToolCallPart => ({
  type: 'tool-call',
  id,
  name: id,
  runner: 'tina',
  inputText: '{}',
  state: 'running',
  ...more,
});
const at = (progress: number, message?: string) => ({
  progress: message === undefined ? { progress } : { progress, message },
});
const running = (...parts: ToolCallPart[]) =>
  makeChatView({
    messages: [makeAnswer({ status: 'streaming', parts })],
    turn: { messageId: 'a', status: { state: 'tool', since: 0 } },
  });

function setUp() {
  const clock = createFakeClock();
  const said: string[] = [];
  const voice = createProgressVoice({
    wordsOf: ({ id, progress }) => `${id}: ${progress?.progress ?? ''} ${progress?.message ?? ''}`,
    say: (text) => said.push(text),
    clock,
  });
  return { clock, said, voice };
}

test('the first word is said at once, then the newest after a while; a mere value is not', () => {
  const { clock, said, voice } = setUp();
  voice.hear(running(call('walk', {})));
  voice.hear(running(call('walk', at(1))));
  expect(said).toEqual([]);
  voice.hear(running(call('walk', at(1, 'Packing'))));
  expect(said).toEqual(['walk: 1 Packing']);
  voice.hear(running(call('walk', at(2, 'Leaving'))));
  voice.hear(running(call('walk', at(3, 'On the way'))));
  expect(said).toHaveLength(1);
  clock.advance(5_000);
  expect(said.slice(1)).toEqual(['walk: 3 On the way']);
  voice.hear(running(call('walk', at(4, 'On the way'))));
  clock.advance(60_000);
  expect(said).toHaveLength(2);
});

test('several calls are told of together, one that ended no more', () => {
  const { clock, said, voice } = setUp();
  voice.hear(running(call('walk', at(1, 'Packing')), call('swim', at(1, 'Wet'))));
  expect(said).toEqual(['walk: 1 Packing. swim: 1 Wet']);
  voice.hear(
    running(call('walk', { ...at(2, 'There'), state: 'done' }), call('swim', at(2, 'Cold'))),
  );
  clock.advance(5_000);
  expect(said.slice(1)).toEqual(['swim: 2 Cold']);
});

test('nothing is said when the turn is over, and no more of a word than can be listened to', () => {
  const { clock, said, voice } = setUp();
  voice.hear(running(call('walk', at(1, 'x'.repeat(1_000)))));
  expect(said[0]).toHaveLength(200);
  voice.hear(running(call('walk', at(2, 'Leaving'))));
  voice.hear(makeChatView());
  clock.advance(60_000);
  expect(said).toHaveLength(1);
});
