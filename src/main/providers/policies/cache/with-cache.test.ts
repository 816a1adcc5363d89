import { describe, expect, it, test } from 'vitest';
import {
  answer,
  begun,
  createPlannedProvider,
  error,
  finished,
  said,
} from '../../__fixtures__/planned-provider.ts';
import type { PlannedAnswer } from '../../__fixtures__/planned-provider.ts';
import { collect, request } from '../../__fixtures__/scripted-provider.ts';
import type { StreamPart } from '../../stream-part.ts';
import { requestKey } from './request-key.ts';
import type { ResponseCache } from './response-cache.ts';
import { createSharedCalls } from './shared-calls.ts';
import { withCache } from './with-cache.ts';

const { signal } = new AbortController();
const settle = () => new Promise((resolve) => setImmediate(resolve));

function setUp(
  answers: readonly PlannedAnswer[],
  { isOn = true, broken = false }: { isOn?: boolean; broken?: boolean } = {},
) {
  const kept = new Map<string, { conversationId: string; parts: string; at: number }>();
  const cache: ResponseCache = {
    get: (key) =>
      broken ? Promise.reject(new Error('full')) : Promise.resolve(kept.get(key)?.parts ?? null),
    put: ({ key, ...entry }) =>
      broken ? Promise.reject(new Error('full')) : Promise.resolve(void kept.set(key, entry)),
    clear: () => Promise.resolve(kept.clear()),
  };
  const planned = createPlannedProvider(answers);
  const shared = createSharedCalls();
  const make = (fresh = false) =>
    withCache(planned, {
      cache: isOn ? cache : undefined,
      shared,
      baseUrl: 'https://a.example',
      conversationId: 'c',
      fresh,
      now: () => 1_000,
    });
  return {
    kept,
    planned,
    make,
    ask: (fresh = false) => collect(make(fresh).stream(request, { signal })),
  };
}

const answered: readonly StreamPart[] = [
  { type: 'cached' },
  { type: 'response-start', responseId: 'r', model: 'a-model-1' },
  { type: 'text-start', id: '0' },
  said('ab'),
  { type: 'finish', reason: 'stop', usage: {} },
];
const inPieces: PlannedAnswer = [
  [{ type: 'connected' }],
  [...begun, said('a')],
  [said('b')],
  [finished],
];

describe('withCache', () => {
  it.each([false, true])(
    'keeps an answer for whoever leaves at its end (fresh: %s)',
    async (fresh) => {
      const { make, ask } = setUp([inPieces]);
      for await (const batch of make(fresh).stream(request, { signal }))
        if (batch.at(-1)?.type === 'finish') break;
      await settle();
      expect(await ask()).toEqual(answered);
    },
  );

  it('gives the very same request the answer it had, and says that it was said before', async () => {
    const { ask, planned, kept } = setUp([inPieces]);
    expect(await ask()).toEqual(inPieces.flat());
    expect(await ask()).toEqual(answered);
    expect(planned.calls).toHaveLength(1);
    expect([...kept.values()]).toEqual([
      { conversationId: 'c', at: 1_000, parts: JSON.stringify(answered.slice(1)) },
    ]);
  });

  it('asks anew when another answer is wanted, and keeps that one', async () => {
    const { ask } = setUp([answer('one'), answer('two')]);
    await ask();
    expect(await ask(true)).toContainEqual(said('two'));
    expect(await ask()).toContainEqual(said('two'));
  });

  it.each<[string, PlannedAnswer]>([
    ['that failed', [[...begun, said('a')], [error('stream-truncated')]]],
    [
      'that was cut off',
      [[...begun, said('a')], [{ type: 'finish', reason: 'length', usage: {} }]],
    ],
    ['that was declined', [[...begun], [{ type: 'finish', reason: 'refusal', usage: {} }]]],
    [
      'of another model',
      [
        [
          {
            type: 'fell-back',
            from: { provider: 'a', model: 'a' },
            to: { provider: 'b', model: 'b' },
            error: error('timed-out').error,
          },
        ],
        ...answer('a'),
      ],
    ],
    ['larger than a cache should hold', [[...begun, said('x'.repeat(5_000_000))], [finished]]],
  ])('does not keep an answer %s', async (_, plan) => {
    const { ask, kept } = setUp([plan]);
    await ask();
    expect(kept.size).toBe(0);
  });

  it('does not keep an answer that was stopped', async () => {
    const { make, kept } = setUp([[[...begun, said('a')], 'hang']]);
    const stop = new AbortController();
    const parts = collect(make().stream(request, stop));
    setImmediate(() => stop.abort());
    expect(await parts).toEqual([...begun, said('a')]);
    expect(kept.size).toBe(0);
  });

  it('keeps an answer that wants tools run', async () => {
    const { ask, kept } = setUp([
      [[...begun], [{ type: 'finish', reason: 'tool-calls', usage: {} }]],
    ]);
    await ask();
    expect(kept.size).toBe(1);
  });

  it('answers though nothing can be kept', async () => {
    const { ask } = setUp([answer('a')], { broken: true });
    expect(await ask()).toContainEqual(said('a'));
  });

  it.each(['not JSON', '{}', '[1]', '[{"type":"text-start","id":"0"}]'])(
    'takes what is damaged for nothing: %s',
    async (damaged) => {
      const { ask, kept, planned } = setUp([answer('a')]);
      await ask();
      for (const [key, entry] of kept) kept.set(key, { ...entry, parts: damaged });
      expect(await ask()).toContainEqual(said('a'));
      expect(planned.calls).toHaveLength(2);
    },
  );

  it('stops in the middle of what was said before', async () => {
    const many = Array.from({ length: 200 }, (_, index): StreamPart => ({
      type: 'text-start',
      id: `${index}`,
    }));
    const { ask, make } = setUp([[[...many], [finished]]]);
    await ask();
    const stop = new AbortController();
    const batches = make().stream(request, stop)[Symbol.asyncIterator]();
    expect((await batches.next()).value).toHaveLength(65);
    stop.abort();
    expect((await batches.next()).done).toBe(true);
  });

  it('does nothing of the kind while it is off', async () => {
    const { ask, planned, kept } = setUp([answer('a')], { isOn: false });
    await Promise.all([ask(), ask()]);
    expect(planned.calls).toHaveLength(2);
    expect(kept.size).toBe(0);
  });
});

describe('requests that are the same and run at the same time', () => {
  it('share one answer, whoever comes late too', async () => {
    const { ask, planned } = setUp([inPieces]);
    const both = await Promise.all([ask(), ask()]);
    expect(both).toEqual([inPieces.flat(), inPieces.flat()]);
    expect(planned.calls).toHaveLength(1);
  });

  it('go on for the others when one leaves, and end with the last', async () => {
    const { make, planned } = setUp([[[...begun, said('a')], 'hang']]);
    const [one, two] = [new AbortController(), new AbortController()];
    const first = collect(make().stream(request, one));
    const second = collect(make().stream(request, two));
    await settle();
    one.abort();
    expect(await first).toEqual([...begun, said('a')]);
    expect(planned.calls).toHaveLength(1);
    expect(planned.calls[0]?.call.signal.aborted).toBe(false);
    two.abort();
    await second;
    expect(planned.calls[0]?.call.signal.aborted).toBe(true);
    const third = new AbortController();
    const again = collect(make().stream(request, third));
    await settle();
    expect(planned.calls).toHaveLength(2);
    third.abort();
    await again;
  });

  it('are not joined by one that wants another answer', async () => {
    const { ask, planned } = setUp([answer('a')]);
    await Promise.all([ask(), ask(true)]);
    expect(planned.calls).toHaveLength(2);
  });

  it.each([true, false])('share a whole answer and a count, kept or not (%s)', async (isOn) => {
    const { make, planned } = setUp([answer('a')], { isOn });
    const ask = () => make().complete(request, { signal });
    const [one, two] = await Promise.all([ask(), ask()]);
    expect([one.parts, two.parts]).toEqual([
      [{ type: 'text', text: 'a' }],
      [{ type: 'text', text: 'a' }],
    ]);
    const count = () => make().countTokens(request, { signal });
    expect(await Promise.all([count(), count(), count()])).toEqual([7, 7, 7]);
    expect(planned.calls).toHaveLength(2);
  });

  it('let whoever leaves a count leave at once', async () => {
    const { make, planned } = setUp([['hang']]);
    const [one, two] = [new AbortController(), new AbortController()];
    const first = make().countTokens(request, one);
    const second = make().countTokens(request, two);
    one.abort(new Error('left'));
    await expect(first).rejects.toThrow('left');
    expect(planned.calls[0]?.call.signal.aborted).toBe(false);
    two.abort(new Error('left too'));
    await expect(second).rejects.toThrow('left too');
    expect(planned.calls[0]?.call.signal.aborted).toBe(true);
    await expect(make().countTokens(request, one)).rejects.toThrow('left');
  });
});

test('a stream that throws, throws at everybody who reads it', async () => {
  const shared = createSharedCalls();
  const read = () =>
    collect(
      shared.stream('key', signal, async function* () {
        yield [said('a')];
        throw new Error('a bug');
      }),
    );
  const both = await Promise.allSettled([read(), read()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await collect(shared.stream('key', AbortSignal.abort(), () => [] as never))).toEqual([]);
});

test('requests are the same only in every word and setting', () => {
  const asked = { kind: 'answer', provider: 'a', baseUrl: undefined, request } as const;
  const { tools, ...rest } = request;
  expect(requestKey({ ...asked, request: { tools, ...rest } })).toBe(requestKey(asked));
  const others = [
    { ...asked, kind: 'count' as const },
    { ...asked, provider: 'b' },
    { ...asked, baseUrl: 'https://b.example' },
    { ...asked, request: { ...request, temperature: 0 } },
    { ...asked, request: { ...request, model: 'b' } },
    { ...asked, request: { ...request, messages: [] } },
  ];
  expect(new Set([asked, ...others].map(requestKey)).size).toBe(7);
});
