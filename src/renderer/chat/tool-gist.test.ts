import { expect, test } from 'vitest';
import { toolGist } from './tool-gist.ts';

test.each([
  [{ expression: '(17 + 25)\n * 3' }, '(17 + 25) * 3'],
  [
    { path: '/a', lines: 3, recursive: false, tags: ['x', 'y'], filter: { a: 1 } },
    'path: /a, lines: 3, recursive: false, tags: [2], filter: {…}',
  ],
  [{}, ''],
  [undefined, ''],
  ['text', 'text'],
  [{ query: 'x'.repeat(500) }, `${'x'.repeat(120)}…`],
])('%j', (input, gist) => {
  expect(toolGist(input)).toBe(gist);
});
