import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createThinkingSplitter } from './split-thinking.ts';

/** Thought and said, each joined. */
function split(pieces: readonly string[]) {
  const splitter = createThinkingSplitter();
  const found = [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
  const of = (kind: string) =>
    found
      .filter((piece) => piece.kind === kind)
      .map(({ text }) => text)
      .join('');
  return { thought: of('thought'), said: of('said') };
}

it.each([
  ['<think>One</think>Two', { thought: 'One', said: 'Two' }],
  ['\n <think>One</think>\n\nTwo', { thought: 'One', said: 'Two' }],
  ['<think>One', { thought: 'One', said: '' }],
  ['<think>One</thi', { thought: 'One</thi', said: '' }],
  ['<think></think>Two', { thought: '', said: 'Two' }],
  ['Two <think>no</think>', { thought: '', said: 'Two <think>no</think>' }],
  ['<thinks>no', { thought: '', said: '<thinks>no' }],
  ['<thin', { thought: '', said: '<thin' }],
  ['  ', { thought: '', said: '  ' }],
  ['<think>a</think>b</think>c<think>', { thought: 'a', said: 'b</think>c<think>' }],
])('splits %j, however it is cut', (text, expected) => {
  expect(split([text])).toStrictEqual(expected);
  expect(split([...text])).toStrictEqual(expected);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: text.length })), (cuts) => {
      const at = [0, ...cuts.toSorted((one, other) => one - other), text.length];
      const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
      expect(split(pieces)).toStrictEqual(expected);
    }),
    { numRuns: 50 },
  );
});

it('holds back no more emptiness than anybody leaves before a mark', () => {
  const text = `${' '.repeat(2000)}<think>One</think>`;
  expect(split([text])).toStrictEqual({ thought: '', said: text });
  expect(split([...text])).toStrictEqual({ thought: '', said: text });
  const splitter = createThinkingSplitter();
  const [piece] = splitter.push(' '.repeat(2000));
  expect(piece?.text).toHaveLength(2000);
});

it('holds nothing back for longer than it must', () => {
  const splitter = createThinkingSplitter();
  expect(splitter.push('<think>One <')).toStrictEqual([{ kind: 'thought', text: 'One ' }]);
  expect(splitter.push('b>')).toStrictEqual([{ kind: 'thought', text: '<b>' }]);
});
