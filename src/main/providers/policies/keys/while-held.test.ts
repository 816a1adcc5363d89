import { expect, test } from 'vitest';
import { createPlannedProvider, said } from '../../__fixtures__/planned-provider.ts';
import { request } from '../../__fixtures__/scripted-provider.ts';
import { whileHeld } from './while-held.ts';

const { signal } = new AbortController();

test('a request that is on its way goes on when its key is removed, the next is not made', async () => {
  let isHeld = true;
  const planned = createPlannedProvider([[[said('one ')], [said('two')]]]);
  const provider = whileHeld(planned, () => isHeld);
  const told = [];
  for await (const batch of provider.stream(request, { signal })) {
    isHeld = false;
    told.push(...batch);
  }
  expect(told).toEqual([said('one '), said('two')]);

  const again = [];
  for await (const batch of provider.stream(request, { signal })) again.push(...batch);
  expect(again).toMatchObject([
    {
      type: 'error',
      error: { code: 'authentication-failed', details: { situation: 'key-removed' } },
    },
  ]);
  expect(planned.calls).toHaveLength(1);
});
