import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { untilDrained } from './until-drained.ts';

function setUp() {
  const clock = createFakeClock();
  const [out, err] = [new PassThrough(), new PassThrough()];
  out.resume();
  err.resume();
  let drained = false;
  const done = untilDrained([out, err], clock).then(() => (drained = true));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { clock, out, err, done, turn, isDrained: () => drained };
}

test('it is over when both have ended', async () => {
  const { out, err, done, turn, isDrained } = setUp();
  out.end('last words');
  await turn();
  expect(isDrained()).toBe(false);
  err.end();
  await done;
});

test('one that is kept open is waited for while something comes', async () => {
  const { clock, out, err, done, turn, isDrained } = setUp();
  out.end();
  for (let round = 0; round < 5; round++) {
    clock.advance(49);
    err.write('more');
    await turn();
    expect(isDrained()).toBe(false);
  }
  clock.advance(50);
  await done;
  expect([out, err].map((stream) => stream.listenerCount('data'))).toEqual([0, 0]);
});
