import { expect, test } from 'vitest';
import { createFakeClock } from '../../../shared/clock.ts';
import { createSuggestions } from './suggestions.ts';

function setUp() {
  const clock = createFakeClock();
  const asked: { value: string; signal: AbortSignal; answer: PromiseWithResolvers<Found> }[] = [];
  const suggestions = createSuggestions({
    clock,
    complete({ argument }, signal) {
      const answer = Promise.withResolvers<Found>();
      asked.push({ value: argument.value, signal, answer });
      return answer.promise;
    },
  });
  return { clock, asked, suggestions, now: () => suggestions.store.getState() };
}
type Found = { values: readonly string[]; hasMore: boolean };
const settled = () => Promise.resolve().then(() => Promise.resolve());
const none = { argument: null, values: [], hasMore: false };

test('the server is asked once it is quiet', () => {
  const { clock, asked, suggestions } = setUp();
  suggestions.ask('a', 'p', {});
  clock.advance(149);
  suggestions.ask('a', 'py', {});
  clock.advance(149);
  expect(asked).toEqual([]);
  clock.advance(1);
  expect(asked.map(({ value }) => value)).toEqual(['py']);
});

test('an answer to what was asked before is left', async () => {
  const { clock, asked, suggestions, now } = setUp();
  suggestions.ask('a', 'p', {});
  clock.advance(150);
  suggestions.ask('a', 'py', {});
  clock.advance(150);
  expect(asked[0]?.signal.aborted).toBe(true);
  asked[1]?.answer.resolve({ values: ['python'], hasMore: false });
  await settled();
  asked[0]?.answer.resolve({ values: ['pascal'], hasMore: true });
  await settled();
  expect(now()).toEqual({ argument: 'a', values: ['python'], hasMore: false });
});

test('those of one argument are never shown at another, nor after they were cleared', async () => {
  const { clock, asked, suggestions, now } = setUp();
  suggestions.ask('a', '', {});
  clock.advance(150);
  asked[0]?.answer.resolve({ values: ['x'], hasMore: false });
  await settled();
  expect(now().values).toEqual(['x']);
  suggestions.ask('b', '', {});
  expect(now()).toEqual(none);
  clock.advance(150);
  suggestions.clear();
  asked[1]?.answer.resolve({ values: ['y'], hasMore: false });
  await settled();
  expect(now()).toEqual(none);
});

test('a server that fails suggests nothing', async () => {
  const { clock, asked, suggestions, now } = setUp();
  suggestions.ask('a', '', {});
  clock.advance(150);
  asked[0]?.answer.reject(new Error('no'));
  await settled();
  expect(now()).toEqual(none);
});
