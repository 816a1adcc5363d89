import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../shared/clock.ts';
import { settingsSchema } from '../../../shared/contract/settings.ts';
import { AppError } from '../../../shared/errors.ts';
import {
  answer,
  begun,
  createPlannedProvider,
  failure,
  finished,
  said,
} from '../__fixtures__/planned-provider.ts';
import type { PlannedAnswer } from '../__fixtures__/planned-provider.ts';
import { request } from '../__fixtures__/scripted-provider.ts';
import type { StreamPart } from '../stream-part.ts';
import type { RecordedAttempt } from './compose.ts';
import { createPolicies } from './policies.ts';
import type { PolicyEvent } from './shared-state.ts';

const call = { conversationId: 'c', messageId: 'm' };
const noKey = new AppError('authentication-failed', 'There is no key.');
const limits = { requests: { limit: 10, remaining: 9 } };

/** What each provider says, by id and key. */
type Plans = Readonly<Record<string, Readonly<Record<string, readonly PlannedAnswer[]>>>>;

function setUp(plans: Plans, given: object = {}) {
  const clock = createFakeClock(1_000);
  const settings = settingsSchema.parse(given);
  const records: RecordedAttempt[] = [];
  const events: PolicyEvent[] = [];
  const kept = new Map<string, string>();
  const reserved: string[] = [];
  let address = 'example';
  const clients = Object.fromEntries(
    Object.entries(plans).map(([id, keys]) => [
      id,
      Object.entries(keys).map(([key, answers]) => ({
        key,
        provider: createPlannedProvider(answers, id),
      })),
    ]),
  );
  const policies = createPolicies({
    settings: () => settings,
    clientsOf(id) {
      const [first, ...others] = clients[id] ?? [];
      if (first === undefined) throw noKey;
      return [first, ...others];
    },
    baseUrlOf: (id) => `https://${id}.${address}`,
    modelOf: () => undefined,
    record: (attempt) => void records.push(attempt),
    costOf: (_, __, { inputTokens, outputTokens = 0 }) =>
      inputTokens === undefined ? null : inputTokens + outputTokens,
    budget: {
      reserve({ provider, model }) {
        reserved.push(`${provider}/${model}`);
        return { settle: (cost) => reserved.push(`${provider}: ${cost}`) };
      },
    },
    cache: {
      get: (key) => Promise.resolve(kept.get(key) ?? null),
      put: ({ key, parts }) => Promise.resolve(void kept.set(key, parts)),
      clear: () => Promise.resolve(kept.clear()),
    },
    clock,
    random: () => 0,
    onBug: () => 'bug',
  });
  policies.listen((event) => events.push(event));
  /** Lets time pass over every wait there is. */
  async function ask(id = 'a', context: Parameters<typeof policies.provider>[1] = call) {
    const { signal } = new AbortController();
    const parts: StreamPart[] = [];
    for await (const batch of policies.provider(id, context).stream(request, { signal })) {
      for (const part of batch) {
        parts.push(part);
        if (part.type === 'retrying') setImmediate(() => clock.advance(part.at - clock.now()));
      }
    }
    return parts;
  }
  const moveTo = (next: string) => (address = next);
  return { clock, policies, records, events, reserved, clients, ask, moveTo };
}

const wholeAnswer = (delta: string): PlannedAnswer => [
  [{ type: 'limits', limits }, { type: 'connected' }],
  [...begun],
  [said(delta)],
  [finished],
];
const typesOf = (parts: readonly (StreamPart | 'hang')[]) =>
  parts.map((part) => (part === 'hang' ? part : part.type));

describe('all policies together', () => {
  it('stand in no one’s way when all is well', async () => {
    const { ask, records, events, reserved, policies } = setUp({
      a: { 'key-0123456789': [wholeAnswer('a')] },
    });
    expect(await ask()).toEqual(wholeAnswer('a').flat());
    expect(records).toMatchObject([
      {
        ...call,
        provider: 'a',
        outcome: 'complete',
        keyLast4: '6789',
        attemptNumber: 1,
        costNanoUsd: 5,
      },
    ]);
    expect(reserved).toEqual(['a/a-model', 'a: 5']);
    expect(events).toEqual([
      { type: 'rate-limit', provider: 'a', model: 'a-model', limits },
      { type: 'health', provider: 'a' },
    ]);
    expect(policies.health('a')).toMatchObject({
      lastSuccessAt: 1_000,
      attempts: 1,
      errorRate: 0,
      limits,
      breaker: { state: 'closed' },
      queued: 0,
    });
  });

  it('go on with the next key, then try again, then ask another model', async () => {
    const { ask, records, reserved } = setUp(
      {
        a: {
          'first-key-1111': [failure('authentication-failed', { httpStatus: 401 })],
          'second-key-2222': [failure('provider-failed', { httpStatus: 529 })],
        },
        b: { 'third-key-3333': [answer('b')] },
      },
      { fallbacks: { 'a/a-model': [{ provider: 'b', model: 'b-model' }] } },
    );
    const parts = await ask();
    expect(typesOf(parts)).toEqual([
      'retrying',
      'retrying',
      'fell-back',
      ...typesOf(answer('b').flat()),
    ]);
    expect(parts[2]).toMatchObject({
      to: { provider: 'b', model: 'b-model' },
      error: { code: 'retries-exhausted', details: { attempts: 3, httpStatus: 529 } },
    });
    expect(
      records.map(({ provider, model, keyLast4, attemptNumber, outcome }) =>
        [provider, model, keyLast4, attemptNumber, outcome].join(' '),
      ),
    ).toEqual([
      'a a-model 1111 1 authentication-failed',
      'a a-model 2222 1 provider-failed',
      'a a-model 2222 2 provider-failed',
      'a a-model 2222 3 provider-failed',
      'b b-model 3333 1 complete',
    ]);
    expect(reserved).toEqual(['a/a-model', 'a: null', 'b/b-model', 'b: 5']);
  });

  it('leave a provider alone after five failures, until a check says that it answers', async () => {
    const { ask, policies, clients, clock } = setUp(
      { a: { key: [failure('timed-out')] } },
      { retry: { attempts: 1 } },
    );
    for (let turn = 0; turn < 5; turn++) await ask();
    expect((await ask()).at(-1)).toMatchObject({ error: { code: 'provider-unavailable' } });
    expect(clients['a']?.[0]?.provider.calls).toHaveLength(5);
    expect(policies.health('a')).toMatchObject({
      breaker: { state: 'open', retryAt: clock.now() + 30_000 },
      lastError: { code: 'timed-out' },
      errorRate: 1,
    });
    policies.forgive('a');
    expect((await ask()).at(-1)).toMatchObject({ error: { code: 'timed-out' } });
  });

  it('do not blame another server at another address', async () => {
    const { ask, moveTo, policies } = setUp(
      { a: { key: [failure('timed-out')] } },
      { retry: { attempts: 1 } },
    );
    for (let turn = 0; turn < 5; turn++) await ask();
    expect(policies.health('a').breaker.state).toBe('open');
    moveTo('another.example');
    expect(policies.health('a').breaker.state).toBe('closed');
    expect((await ask()).at(-1)).toMatchObject({ error: { code: 'timed-out' } });
    moveTo('example');
    expect((await ask()).at(-1)).toMatchObject({ error: { code: 'provider-unavailable' } });
  });

  it('hold nothing against another address of what a call to the old one is told', async () => {
    const used = { requests: { limit: 1, remaining: 0, resetAt: 61_000 } };
    const { moveTo, policies } = setUp({
      a: { key: [[[{ type: 'limits', limits: used }, { type: 'connected' }], [finished]]] },
    });
    const { signal } = new AbortController();
    const before = policies.provider('a', call);
    moveTo('another.example');
    for await (const _ of before.stream(request, { signal }));
    const after = policies.provider('a', call).stream(request, { signal });
    const first = await after[Symbol.asyncIterator]().next();
    expect(first.value?.[0]).toMatchObject({ type: 'limits' });
  });

  it('say which key is left alone, and use it again after a check', async () => {
    const { ask, policies, clients } = setUp({
      a: { one: [failure('authentication-failed')], two: [answer('2')] },
    });
    await ask();
    expect(policies.health('a').asideUntil('one')).toBe(1_000 + 3_600_000);
    expect(policies.health('a').asideUntil('two')).toBeNull();
    policies.forgive('a');
    expect(policies.health('a').asideUntil('one')).toBeNull();
    await ask();
    expect(clients['a']?.[0]?.provider.calls).toHaveLength(2);
  });

  it('give an answer that is kept without asking, paying or recording anything', async () => {
    const { ask, records, reserved } = setUp(
      { a: { key: [answer('a'), answer('b')] } },
      { cache: { enabled: true } },
    );
    await ask();
    expect((await ask())[0]).toEqual({ type: 'cached' });
    expect(records).toHaveLength(1);
    expect(reserved).toHaveLength(2);
    expect(await ask('a', { ...call, fresh: true })).toContainEqual(said('b'));
    expect(Object.keys(records[1] ?? {})).not.toContain('fresh');
  });

  it('keep nothing while that is off', async () => {
    const { ask, records } = setUp({ a: { key: [answer('a')] } });
    await ask();
    await ask();
    expect(records).toHaveLength(2);
  });

  it('refuse at once what cannot be asked, unless there is another model', async () => {
    const plans = { b: { key: [answer('b')] } };
    expect(() => setUp(plans).policies.provider('a', call)).toThrow('There is no key.');
    const { ask } = setUp(plans, {
      fallbacks: { 'a/a-model': [{ provider: 'b', model: 'b-model' }] },
    });
    expect(typesOf(await ask())).toEqual(['fell-back', ...typesOf(answer('b').flat())]);
    const others = setUp(plans, {
      fallbacks: { 'a/another': [{ provider: 'b', model: 'b-model' }] },
    });
    expect(await others.ask()).toMatchObject([
      { type: 'error', error: { code: 'authentication-failed' } },
    ]);
  });

  it('have every model as patient as it was set', async () => {
    const { policies, clock, records } = setUp(
      { a: { key: [['hang']] } },
      { modelTimeouts: { 'a/a-model': { connectSeconds: 5 } }, retry: { attempts: 1 } },
    );
    const { signal } = new AbortController();
    const batches = policies.provider('a', call).stream(request, { signal });
    const first = batches[Symbol.asyncIterator]().next();
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(5_000);
    expect((await first).value).toMatchObject([{ type: 'error', error: { code: 'timed-out' } }]);
    expect(records).toMatchObject([{ outcome: 'timed-out', durationMs: 5_000 }]);
  });

  it('are stopped in the middle of everything, at once', async () => {
    const { policies, clock } = setUp({ a: { key: [failure('network-failed')] } });
    const stop = new AbortController();
    const answered = policies.provider('a', call).stream(request, { signal: stop.signal });
    const batches = answered[Symbol.asyncIterator]();
    expect((await batches.next()).value).toMatchObject([{ type: 'retrying' }]);
    const next = batches.next();
    stop.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    clock.advance(60_000);
    expect(policies.health('a')).toMatchObject({ queued: 0, attempts: 1 });
  });

  it('tell nobody who does not listen any more', () => {
    const { policies } = setUp({ a: { key: [answer('a')] } });
    const heard: PolicyEvent[] = [];
    const stop = policies.listen((event) => heard.push(event));
    policies.forgive('a');
    stop();
    policies.forgive('a');
    expect(heard).toEqual([{ type: 'health', provider: 'a' }]);
  });
});
