import { expect, test } from 'vitest';
import { choosePassphrase } from './choose-passphrase.ts';

test.each([
  ['the same twice is taken', ['horse', 'horse'], 'horse', 0],
  ['two that differ are asked for again', ['horse', 'house', 'horse', 'horse'], 'horse', 1],
  ['nothing the second time is another one too', ['horse', undefined, 'a', 'a'], 'a', 1],
  ['nothing goes on without', [undefined], undefined, 0],
  ['whoever wants out at first is let out', [null], null, 0],
  ['whoever wants out then is let out', ['horse', null], null, 0],
])('%s', async (_, answers, expected, complaints) => {
  const left = [...answers];
  const said: string[] = [];
  const chosen = await choosePassphrase(
    () => Promise.resolve(left.shift()),
    (line) => said.push(line),
  );
  expect({ chosen, left, complaints: said.length }).toEqual({
    chosen: expected,
    left: [],
    complaints,
  });
});
