import { expect, test } from 'vitest';
import { longAnswerTo } from './long-answer.ts';

const ends = (message: object) => {
  const text = JSON.stringify(message);
  return { bytes: text.length, head: text.slice(0, 1024), tail: text.slice(-1024) };
};
const long = { content: [{ type: 'text', text: `{"method":"x","id":99}${'x'.repeat(3000)}` }] };
const trap = { text: `${'x'.repeat(3000)},"id":99}` };

test.for([
  [{ jsonrpc: '2.0', id: 7, result: long }, 7],
  [{ id: 'a"b', jsonrpc: '2.0', result: long }, 'a"b'],
  [{ result: long, jsonrpc: '2.0', id: 7 }, 7],
  [{ result: long, id: 'seven', jsonrpc: '2.0' }, 'seven'],
  [{ jsonrpc: '2.0', result: long, id: 0 }, 0],
  [{ jsonrpc: '2.0', id: 7, error: { code: -1, message: 'x'.repeat(3000) } }, 7],
  // The id of somebody else's request, or none.
  [{ jsonrpc: '2.0', id: 7, method: 'sampling/createMessage', params: long }, undefined],
  [{ method: 'x', params: long, jsonrpc: '2.0', id: 7 }, undefined],
  [{ params: long, jsonrpc: '2.0', id: 7, method: 'x' }, undefined],
  [{ jsonrpc: '2.0', method: 'notifications/message', params: { ...long, id: 7 } }, undefined],
  [{ jsonrpc: '2.0', result: long }, undefined],
  [{ result: trap }, undefined],
  [{ result: { ...long, id: 7 } }, undefined],
  [{ jsonrpc: '2.0', id: null, result: long }, undefined],
  [{ jsonrpc: '2.0', id: [7], result: long }, undefined],
] as const)('%# the request that a long message answers, or none', ([message, id]) => {
  expect(longAnswerTo(ends(message))).toBe(id);
});

test('what is no message answers nothing', () => {
  for (const head of ['', '[', 'x'.repeat(1024), '{"a', '"result"']) {
    expect(longAnswerTo({ bytes: 9999, head, tail: ',"id":7}' })).toBeUndefined();
  }
});
