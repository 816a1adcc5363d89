import { ORPCError } from '@orpc/client';
import { afterEach, describe, expect, test } from 'vitest';
import { createFakeClock } from '../../shared/clock.ts';
import { createBridge } from './create-bridge.ts';
import type { Transport } from './transport.ts';

type Call = Transport['link']['call'];

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** A door whose every opening is decided by the test. */
function setUp(options: { signedIn?: boolean } = {}) {
  const clock = createFakeClock();
  const doors: PromiseWithResolvers<Transport>[] = [];
  const knocks: (() => void)[] = [];
  let wake = () => {};
  const bridge = createBridge({
    open() {
      const door = Promise.withResolvers<Transport>();
      doors.push(door);
      knocks.shift()?.();
      return door.promise;
    },
    isSignedIn: () => Promise.resolve(options.signedIn ?? true),
    onWake(callback) {
      wake = callback;
      return () => {};
    },
    clock,
    random: () => 1,
  });
  cleanUps.push(() => bridge.close());
  return {
    bridge,
    clock,
    doors,
    wake: () => wake(),
    door: (index: number) => doors[index] ?? Promise.withResolvers<Transport>(),
    knocked: () => new Promise<void>((resolve) => knocks.push(resolve)),
    reaches: (status: string) =>
      new Promise<void>((resolve) => {
        if (bridge.connection.getState().status === status) return resolve();
        const stop = bridge.connection.subscribe((state) => {
          if (state.status !== status) return;
          stop();
          resolve();
        });
      }),
  };
}

function transport(call: Call = () => Promise.resolve('answer')): Transport & { lose(): void } {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  return { link: { call }, closed, close: resolve, lose: resolve };
}

describe('the connection', () => {
  test('tries again after a while that grows, and at once when woken', async () => {
    const { bridge, clock, door, reaches, knocked, wake } = setUp();
    door(0).reject(new Error('refused'));
    await reaches('offline');
    expect(bridge.connection.getState()).toEqual({ status: 'offline', retryAt: 250 });
    const second = knocked();
    clock.advance(250);
    await second;
    const third = knocked();
    door(1).reject(new Error('refused'));
    await new Promise<void>((resolve) => {
      const stop = bridge.connection.subscribe((state) => {
        if (state.status !== 'offline' || state.retryAt !== 750) return;
        stop();
        resolve();
      });
    });
    wake();
    await third;
    door(2).resolve(transport());
    await reaches('connected');
  });

  test('comes back when it was lost', async () => {
    const { bridge, clock, door, reaches, knocked } = setUp();
    const first = transport();
    door(0).resolve(first);
    await reaches('connected');
    clock.advance(6_000);
    const again = knocked();
    first.lose();
    await again;
    expect(bridge.connection.getState()).toEqual({ status: 'connecting' });
    door(1).resolve(transport());
    await reaches('connected');
  });

  test('says when the door does not know this browser any longer', async () => {
    const { door, reaches, bridge, clock } = setUp({ signedIn: false });
    door(0).reject(new Error('refused'));
    await reaches('signed-out');
    const call = bridge.client.conversations.list({});
    clock.advance(5_000);
    await expect(call).rejects.toMatchObject({ code: 'permission-denied' });
  });
});

describe('a call', () => {
  test('waits for the connection', async () => {
    const { bridge, door } = setUp();
    const answer = bridge.client.settings.get();
    door(0).resolve(transport());
    expect(await answer).toBe('answer');
  });

  test('fails with a sentence when there is none for too long', async () => {
    const { bridge, clock } = setUp();
    const answer = bridge.client.settings.get();
    clock.advance(5_000);
    await expect(answer).rejects.toMatchObject({
      code: 'network-failed',
      message: expect.stringContaining('Tina'),
    });
  });

  test('fails when no answer comes', async () => {
    const { bridge, clock, door, reaches } = setUp();
    const asked = Promise.withResolvers<void>();
    door(0).resolve(
      transport((_path, _input, { signal }) => {
        asked.resolve();
        return new Promise((_resolve, reject) =>
          signal?.addEventListener('abort', () => reject(signal.reason)),
        );
      }),
    );
    await reaches('connected');
    const answer = bridge.client.settings.get();
    await asked.promise;
    clock.advance(45_000);
    await expect(answer).rejects.toMatchObject({ code: 'timed-out' });
  });

  test.each([
    [
      new ORPCError('rate-limited', {
        message: 'Too many.',
        data: { retryable: true, details: { retryAt: 5 } },
      }),
      { code: 'rate-limited', message: 'Too many.', retryable: true, details: { retryAt: 5 } },
    ],
    [new ORPCError('BAD_GATEWAY'), { code: 'internal', retryable: false }],
    [new Error('the peer was closed'), { code: 'network-failed', retryable: true }],
  ])('turns %s into an AppError', async (thrown, expected) => {
    const { bridge, door } = setUp();
    door(0).resolve(transport(() => Promise.reject(thrown)));
    await expect(bridge.client.settings.get()).rejects.toMatchObject(expected);
  });

  test('turns an error in the middle of a stream into an AppError', async () => {
    const { bridge, door } = setUp();
    door(0).resolve(
      transport(async () =>
        (async function* () {
          yield { type: 'reset' };
          throw new ORPCError('internal', { message: 'A bug.' });
        })(),
      ),
    );
    const seen: unknown[] = [];
    const read = async () => {
      for await (const change of await bridge.client.conversations.watch()) seen.push(change);
    };
    await expect(read()).rejects.toMatchObject({ code: 'internal', message: 'A bug.' });
    expect(seen).toEqual([{ type: 'reset' }]);
  });
});

test('what is too large for a frame is refused in words and never sent', async () => {
  const { bridge, door, reaches } = setUp();
  const sent: unknown[] = [];
  door(0).resolve(transport((_, input) => Promise.resolve(sent.push(input))));
  await reaches('connected');
  const save = (text: string) => bridge.client.conversations.setDraft({ key: 'new', text });
  await expect(save('\u6f22'.repeat(400_000))).rejects.toMatchObject({ code: 'too-large' });
  await expect(save('\u0001'.repeat(200_000))).rejects.toMatchObject({ code: 'too-large' });
  expect(sent).toEqual([]);
  await save('\u6f22'.repeat(300_000));
  expect(sent).toHaveLength(1);
});
