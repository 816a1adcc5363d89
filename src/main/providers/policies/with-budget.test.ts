import { expect, test } from 'vitest';
import type { AttemptRecord } from '../../../shared/attempt-record.ts';
import { createFakeClock } from '../../../shared/clock.ts';
import { settingsSchema } from '../../../shared/contract/settings.ts';
import { AppError, toWire } from '../../../shared/errors.ts';
import {
  answer,
  begun,
  createPlannedProvider,
  error,
  finished,
  said,
} from '../__fixtures__/planned-provider.ts';
import type { PlannedAnswer } from '../__fixtures__/planned-provider.ts';
import { collect, request } from '../__fixtures__/scripted-provider.ts';
import { withRetry } from './retry/with-retry.ts';
import { withBudget } from './with-budget.ts';
import type { Reservation } from './with-budget.ts';
import { withRecord } from './with-record.ts';

const { signal } = new AbortController();

/** Every answer costs ten a token; one request may run at a time. */
function setUp(plans: readonly PlannedAnswer[], longest?: Reservation['longest']) {
  const clock = createFakeClock();
  const told: string[] = [];
  let isSpent = false;
  const planned = createPlannedProvider(plans);
  const recorded = withRecord(planned, {
    record: () => {},
    costOf: (_, __, { inputTokens, outputTokens = 0 }) =>
      inputTokens === undefined ? null : (inputTokens + outputTokens) * 10,
    clock,
    onBug: () => 'bug',
  });
  const { retry } = settingsSchema.parse({});
  const retried = withRetry(recorded, {
    options: () => ({ ...retry, firstDelaySeconds: 0, jitterSeconds: 0 }),
    clock,
    random: () => 0,
  });
  const provider = withBudget(retried, {
    reserve({ provider: id, model }) {
      if (isSpent) {
        throw new AppError('quota-exceeded', 'The budget is spent.', { situation: 'budget-spent' });
      }
      told.push(`reserve ${id} ${model}`);
      return {
        ...(longest === undefined ? {} : { longest }),
        settle: (cost) => told.push(`settle ${cost}`),
      };
    },
  });
  return { planned, provider, told, spend: () => (isSpent = true) };
}

test('what an answer can cost is held back until it is known what it did cost', async () => {
  const { provider, told } = setUp([answer('a')]);
  const attempts: AttemptRecord[] = [];
  await collect(
    provider.stream(request, { signal, onAttempt: (each) => void attempts.push(each) }),
  );
  expect(told).toEqual(['reserve planned a-model', 'settle 50']);
  expect(attempts).toMatchObject([{ costNanoUsd: 50 }]);
});

test('every attempt is paid', async () => {
  const { provider, told } = setUp([[[...begun], [error('provider-failed')]], answer('a')]);
  await provider.complete(request, { signal });
  expect(told.at(-1)).toBe('settle 80');
});

test('an answer of which nobody knows what it cost says so', async () => {
  const { provider, told } = setUp([[[error('invalid-input')]]]);
  await collect(provider.stream(request, { signal }));
  expect(told.at(-1)).toBe('settle null');
});

test('an answer that is stopped costs what was sent of it', async () => {
  const { provider, told } = setUp([[[...begun, said('a')], 'hang']]);
  const stop = new AbortController();
  const parts = collect(provider.stream(request, { signal: stop.signal }));
  setImmediate(() => stop.abort());
  await parts;
  expect(told.at(-1)).toBe('settle 30');
});

test('nothing is asked when the budget is spent, or it was stopped before', async () => {
  const { provider, planned, spend, told } = setUp([answer('a')]);
  expect(await collect(provider.stream(request, { signal: AbortSignal.abort() }))).toEqual([]);
  spend();
  expect(await collect(provider.stream(request, { signal }))).toMatchObject([
    { type: 'error', error: { code: 'quota-exceeded', details: { situation: 'budget-spent' } } },
  ]);
  expect(planned.calls).toEqual([]);
  expect(told).toEqual([]);
});

const cut = new AppError('quota-exceeded', 'Cut.', { situation: 'budget-cut' });

test('an answer that may not get longer is told so, and says whose limit ended it', async () => {
  const long = [...begun, said('so far'), { ...finished, reason: 'length' }] as const;
  const { provider, planned, told } = setUp([[long]], { tokens: 2000, error: cut });
  expect(await collect(provider.stream(request, { signal }))).toEqual([
    ...begun,
    said('so far'),
    { type: 'error', error: toWire(cut), usage: { outputTokens: 2 } },
  ]);
  expect(planned.calls[0]?.request).toEqual({ ...request, maxOutputTokens: 2000 });
  expect(told.at(-1)).toBe('settle 50');
});

test('an answer that is short enough ends like any other', async () => {
  const { provider } = setUp([answer('a')], { tokens: 2000, error: cut });
  expect((await collect(provider.stream(request, { signal }))).at(-1)).toEqual(finished);
});
