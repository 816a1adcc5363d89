import { describe, expect, it, test } from 'vitest';
import type { ModelRef } from '../../../../shared/contract/conversations.ts';
import type { Model } from '../../../../shared/contract/providers.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import {
  answer,
  begun,
  createPlannedProvider,
  error,
  failure,
  said,
} from '../../__fixtures__/planned-provider.ts';
import type { PlannedAnswer } from '../../__fixtures__/planned-provider.ts';
import { collect, request } from '../../__fixtures__/scripted-provider.ts';
import { retriesExhausted } from '../retry/retry-rules.ts';
import { shouldFallBack } from './should-fall-back.ts';
import { withFallback } from './with-fallback.ts';

const { signal } = new AbortController();
const chosen: ModelRef = { provider: 'a', model: request.model };
const abilities = { tools: true, reasoning: false, images: false, pdf: false };

function setUp(
  plans: Readonly<Record<string, PlannedAnswer>>,
  chain: readonly ModelRef[],
  known: readonly Partial<Model>[] = [],
) {
  const providers = new Map(
    Object.entries(plans).map(([id, plan]) => [id, createPlannedProvider([plan], id)]),
  );
  const first = providers.get('a');
  if (first === undefined) throw new Error('Nobody was chosen.');
  const provider = withFallback(first, {
    fallbacksOf: (ref) => (ref.provider === 'a' && ref.model === request.model ? chain : []),
    providerOf: (id) => {
      const found = providers.get(id);
      return found === undefined
        ? Promise.reject(new AppError('authentication-failed', 'There is no key.'))
        : Promise.resolve(found);
    },
    modelOf: (ref) => {
      const model = known.find(({ provider: of, id }) => of === ref.provider && id === ref.model);
      return model === undefined
        ? undefined
        : { ...ref, id: ref.model, name: '', abilities, ...model };
    },
  });
  return {
    providers,
    provider,
    ask: (asked = request) => collect(provider.stream(asked, { signal })),
  };
}

const b: ModelRef = { provider: 'b', model: 'b-model' };
const c: ModelRef = { provider: 'c', model: 'c-model' };

describe('withFallback', () => {
  it('asks the chosen model and nobody else while it answers', async () => {
    const { ask, providers } = setUp({ a: answer('a'), b: answer('b') }, [b]);
    expect((await ask()).map(({ type }) => type)).not.toContain('fell-back');
    expect(providers.get('b')?.calls).toEqual([]);
  });

  it('says from which model to which, and why, and goes on with that', async () => {
    const { ask, providers } = setUp(
      { a: failure('provider-unavailable'), b: failure('timed-out'), c: answer('c') },
      [b, c],
    );
    expect(await ask()).toEqual([
      { type: 'fell-back', from: chosen, to: b, error: error('provider-unavailable').error },
      { type: 'fell-back', from: b, to: c, error: error('timed-out').error },
      ...(await collect(createPlannedProvider([answer('c')]).stream(request, { signal }))),
    ]);
    expect(providers.get('c')?.calls[0]?.request).toEqual({ ...request, model: 'c-model' });
  });

  it('shows nothing of what the first one had begun', async () => {
    const { ask } = setUp({ a: [[...begun], [error('provider-failed')]], b: answer('b') }, [b]);
    const parts = await ask();
    expect(parts.filter(({ type }) => type === 'response-start')).toHaveLength(1);
    expect(parts).toContainEqual(said('b'));
  });

  it('stays with a model that has begun to speak', async () => {
    const { ask, providers } = setUp(
      { a: [[...begun, said('half')], [error('provider-failed')]], b: answer('b') },
      [b],
    );
    expect((await ask()).at(-1)).toEqual(error('provider-failed'));
    expect(providers.get('b')?.calls).toEqual([]);
  });

  it('passes over a model that cannot be asked', async () => {
    const { ask } = setUp({ a: failure('rate-limited'), c: answer('c') }, [b, c]);
    expect((await ask()).filter(({ type }) => type === 'fell-back')).toHaveLength(2);
  });

  it('tells of the chosen model when nobody answers, and what each of the others said', async () => {
    const { error: tried } = error('timed-out');
    const { ask } = setUp(
      {
        a: failure('quota-exceeded', { httpStatus: 429 }),
        b: [[{ type: 'error', error: retriesExhausted(tried, 3, { id: 'b', name: 'B' }) }]],
      },
      [b, c],
      [{ provider: 'b', id: 'b-model', name: 'The B' }],
    );
    expect((await ask()).at(-1)).toEqual({
      type: 'error',
      error: {
        code: 'quota-exceeded',
        message:
          'It was quota-exceeded. The substitutes could not answer either. The B: It was timed-out. c-model: There is no key.',
        retryable: false,
        details: {
          httpStatus: 429,
          chosenSays: 'It was quota-exceeded.',
          substitutes: [
            { ...b, name: 'The B', error: tried },
            {
              ...c,
              name: 'c-model',
              error: {
                code: 'authentication-failed',
                message: 'There is no key.',
                retryable: false,
              },
            },
          ],
        },
      },
    });
  });

  it('speaks of no others where none was asked', async () => {
    const { ask } = setUp({ a: failure('invalid-input'), b: answer('b') }, [b]);
    expect((await ask()).at(-1)).toEqual(error('invalid-input'));
  });

  it('asks nobody else about what nobody else would do otherwise', async () => {
    const { ask, providers } = setUp({ a: failure('invalid-input'), b: answer('b') }, [b]);
    expect(await ask()).toEqual([error('invalid-input')]);
    expect(providers.get('b')?.calls).toEqual([]);
  });

  it('takes a conversation that is too long to the first model with more room', async () => {
    const { ask, providers } = setUp(
      { a: failure('context-overflow'), b: answer('b'), c: answer('c') },
      [b, c],
      [
        { provider: 'a', id: request.model, contextWindow: 1000 },
        { provider: 'b', id: 'b-model', contextWindow: 1000 },
        { provider: 'c', id: 'c-model', contextWindow: 1001 },
      ],
    );
    expect(await ask()).toContainEqual(said('c'));
    expect(providers.get('b')?.calls).toEqual([]);
  });

  it('asks nobody twice, itself neither, and no more than five', async () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ provider: 'b', model: `${index}` }));
    const { ask, providers } = setUp({ a: failure('timed-out'), b: failure('timed-out') }, [
      chosen,
      b,
      b,
      ...many,
    ]);
    await ask();
    expect(providers.get('a')?.calls).toHaveLength(1);
    expect(providers.get('b')?.calls).toHaveLength(5);
  });

  it('leaves out settings that the other model does not have', async () => {
    const asked = {
      ...request,
      reasoning: true,
      effort: 'high',
      temperature: 0.5,
      maxOutputTokens: 9000,
      webSearch: true,
    } as const;
    const plain = setUp(
      { a: failure('timed-out'), b: answer('b') },
      [b],
      [{ provider: 'b', id: 'b-model', maxOutputTokens: 4000 }],
    );
    await plain.ask(asked);
    expect(plain.providers.get('b')?.calls[0]?.request).toEqual({
      ...request,
      model: 'b-model',
      reasoning: false,
      maxOutputTokens: 4000,
    });
    const able = setUp(
      { a: failure('timed-out'), b: answer('b') },
      [b],
      [
        {
          provider: 'b',
          id: 'b-model',
          abilities: {
            ...abilities,
            reasoning: true,
            efforts: ['high'],
            temperature: true,
            webSearch: true,
          },
        },
      ],
    );
    await able.ask(asked);
    expect(able.providers.get('b')?.calls[0]?.request).toEqual({ ...asked, model: 'b-model' });
  });

  it('asks nobody else once it was stopped', async () => {
    const { provider, providers } = setUp({ a: ['hang'], b: answer('b') }, [b]);
    const stop = new AbortController();
    const parts = collect(provider.stream(request, stop));
    setImmediate(() => stop.abort());
    expect(await parts).toEqual([]);
    expect(providers.get('b')?.calls).toEqual([]);
  });

  it('gives the whole answer in one piece', async () => {
    const { provider } = setUp({ a: failure('timed-out'), b: answer('b') }, [b]);
    expect(await provider.complete(request, { signal })).toMatchObject({
      parts: [{ type: 'text', text: 'b' }],
    });
  });
});

test.each<[ErrorCode, boolean]>([
  ['provider-unavailable', true],
  ['rate-limited', true],
  ['quota-exceeded', true],
  ['authentication-failed', true],
  ['permission-denied', true],
  ['unknown-model', true],
  ['network-failed', true],
  ['timed-out', true],
  ['provider-failed', true],
  ['invalid-input', false],
  ['content-refused', false],
  ['context-overflow', false],
  ['internal', false],
])('after %s another model is asked: %s', (code, expected) => {
  const windows = { from: undefined, to: 1000 };
  const { error: direct } = error(code);
  expect(shouldFallBack(direct, windows)).toBe(expected);
  const exhausted = retriesExhausted(direct, 3, { id: 'a', name: 'A' });
  expect(shouldFallBack(exhausted, windows)).toBe(expected);
});

test.each(['budget-spent', 'budget-short', 'budget-held', 'budget-cut'])(
  '%s holds for every model',
  (situation) => {
    const { error: spent } = error('quota-exceeded', { situation });
    expect(shouldFallBack(spent, { from: undefined, to: undefined })).toBe(false);
  },
);
