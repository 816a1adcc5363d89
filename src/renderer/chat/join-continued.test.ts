import { expect, test } from 'vitest';
import type { Part } from '../../shared/contract/message.ts';
import { joinContinued } from './join-continued.ts';

const text = (written: string): Part => ({ type: 'text', text: written });
const step: Part = { type: 'step', provider: 'p', model: 'm' };
const call: Part = {
  type: 'tool-call',
  id: '1',
  name: 'a',
  runner: 'tina',
  state: 'done',
  inputText: '{}',
};

test('a sentence that was cut off and taken up again is one sentence', () => {
  expect(joinContinued([step, text('she never '), step, text('waited.')])).toEqual([
    { index: 1, part: text('she never waited.') },
  ]);
});

test('texts of one response, and texts around a tool call, stay apart', () => {
  const parts = [step, text('a'), text('b'), call, step, text('c')];
  expect(joinContinued(parts)).toEqual([
    { index: 1, part: parts[1] },
    { index: 2, part: parts[2] },
    { index: 3, part: parts[3] },
    { index: 5, part: parts[5] },
  ]);
});

test('what follows a text of endless length is shown by itself', () => {
  const endless = text('y '.repeat(50_000));
  expect(joinContinued([step, endless, step, text('worked')])).toEqual([
    { index: 1, part: endless },
    { index: 3, part: text('worked') },
  ]);
});
