import { expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { collect } from './__fixtures__/scripted-provider.ts';
import { endOnce } from './end-once.ts';
import type { StreamBatch } from './stream-part.ts';

const finish = { type: 'finish', reason: 'stop', usage: {} } as const;
const word = { type: 'text-delta', id: '0', delta: 'a' } as const;

async function* of(...batches: (StreamBatch | Error)[]): AsyncGenerator<StreamBatch, void, void> {
  for (const batch of batches) {
    if (batch instanceof Error) throw batch;
    yield await Promise.resolve(batch);
  }
}

const bugs: unknown[] = [];
const onBug = (error: unknown) => `bug ${bugs.push(error)}`;

function ended(...batches: (StreamBatch | Error)[]) {
  const { signal } = new AbortController();
  return collect(endOnce(of(...batches), { provider: 'p', signal, onBug }));
}

it('hands on a stream that ends as it should', async () => {
  expect(await ended([word], [word, finish])).toStrictEqual([word, word, finish]);
});

it('cuts what comes after the end', async () => {
  expect(await ended([word, finish, word], [word])).toStrictEqual([word, finish]);
  expect(await ended([finish, finish])).toStrictEqual([finish]);
});

it('says so when a stream ends without saying how', async () => {
  expect(await ended([word])).toStrictEqual([
    word,
    {
      type: 'error',
      error: {
        code: 'stream-truncated',
        message: 'The answer broke off before its end.',
        retryable: true,
        details: { provider: 'p' },
      },
    },
  ]);
});

it('turns what is thrown into the end', async () => {
  expect(await ended([word], new AppError('rate-limited', 'Wait.'))).toStrictEqual([
    word,
    { type: 'error', error: { code: 'rate-limited', message: 'Wait.', retryable: true } },
  ]);
});

it('says nothing once it was stopped', async () => {
  const stop = new AbortController();
  const batches = endOnce(of([word], [word], new Error('aborted')), {
    provider: 'p',
    signal: stop.signal,
    onBug,
  });
  expect(await batches.next()).toStrictEqual({ done: false, value: [word] });
  stop.abort();
  expect(await batches.next()).toStrictEqual({ done: true, value: undefined });
});

it('notes a bug, and lets it be found by the id in the error', async () => {
  bugs.length = 0;
  const bug = new TypeError('boom');
  expect(await ended([word], bug)).toMatchObject([
    word,
    { type: 'error', error: { code: 'internal', details: { requestId: 'bug 1' } } },
  ]);
  expect(bugs).toEqual([bug]);
});
