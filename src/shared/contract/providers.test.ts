import { expect, test } from 'vitest';
import { providersContract } from './providers.ts';

const { addCustom, updateCustom, check } = providersContract;
const id = 'custom-01234567';

/** What each of the methods that take headers says of these. */
function saidOf(headers: readonly object[]): readonly unknown[] {
  const inputs = [
    [addCustom, { name: 'Mine', baseUrl: 'https://mine.example', headers }],
    [updateCustom, { id, headers }],
    [check, { provider: id, headers }],
  ] as const;
  return inputs.map(([method, input]) => {
    const result = method['~orpc'].inputSchema?.safeParse(input);
    return result?.error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [];
  });
}

test.each([
  [[{ name: 'X-Team', value: 'a' }], []],
  [
    [
      { name: 'X-Team', value: 'a' },
      { name: 'x-team', value: 'b' },
    ],
    [['headers.1.name', 'This header is there twice.']],
  ],
  [[{ name: 'X Team', value: 'a' }], [['headers.0.name', 'This is no name of a header.']]],
  [[{ name: 'Host', value: 'a' }], [['headers.0.name', 'This header cannot be set.']]],
  [
    [{ name: 'X-Team', value: 'äöü' }],
    [['headers.0.value', 'The value of a header has plain characters only.']],
  ],
])('headers %j are taken or refused alike, wherever they are given', (headers, issues) => {
  expect(saidOf(headers)).toEqual([issues, issues, issues]);
});
