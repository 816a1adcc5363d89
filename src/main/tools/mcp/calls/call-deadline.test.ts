import { expect, test } from 'vitest';
import { createFakeClock } from '../../../../shared/clock.ts';
import { withDeadline } from './call-deadline.ts';

const never = () => new Promise<never>(() => {});
const about = { server: 's', tool: 't' };

function limits() {
  const clock = createFakeClock();
  const caller = new AbortController();
  return {
    clock,
    caller,
    options: { clock, signal: caller.signal, idleMs: 60_000, totalMs: 600_000, about },
  };
}

test('what comes in time is the result, and no timer is left', async () => {
  const { clock, options } = limits();
  let timers = 0;
  const counted = {
    ...clock,
    after: (ms: number, callback: () => void) => {
      timers++;
      const cancel = clock.after(ms, callback);
      return () => {
        timers--;
        cancel();
      };
    },
  };
  expect(await withDeadline(async () => 7, { ...options, clock: counted })).toBe(7);
  expect(timers).toBe(0);
  const failed = new Error('its own');
  const throwing = () => {
    throw failed;
  };
  for (const work of [throwing, () => Promise.reject(failed)])
    await expect(withDeadline(work, { ...options, clock: counted })).rejects.toBe(failed);
  expect(timers).toBe(0);
});

test('without a sign of life it is given up, and the work hears why', async () => {
  const { clock, options } = limits();
  let heard: AbortSignal | undefined;
  const call = withDeadline((signal) => {
    heard = signal;
    return never();
  }, options);
  clock.advance(59_999);
  expect(heard?.aborted).toBe(false);
  clock.advance(1);
  await expect(call).rejects.toMatchObject({
    code: 'timed-out',
    retryable: false,
    details: { server: 's', tool: 't', cause: 'idle', ms: 60_000 },
  });
  expect(heard?.reason).toMatchObject({ code: 'timed-out' });
});

test('a sign of life gives it more time, but not without end', async () => {
  const { clock, options } = limits();
  let alive = () => {};
  const call = withDeadline((_, sign) => {
    alive = sign;
    return never();
  }, options);
  for (let signs = 0; signs < 10; signs++) {
    clock.advance(59_000);
    alive();
  }
  clock.advance(10_000);
  await expect(call).rejects.toMatchObject({ details: { cause: 'total', ms: 600_000 } });
  alive();
});

test('who leaves is no timeout, hears it at once, and nothing comes later', async () => {
  const { clock, caller, options } = limits();
  const late = Promise.withResolvers<string>();
  let reason: unknown;
  const call = withDeadline((signal) => {
    signal.addEventListener('abort', () => (reason = signal.reason));
    return late.promise;
  }, options);
  caller.abort('left');
  expect(reason).toBe('left');
  late.reject(new Error('REQUEST_TIMEOUT'));
  await expect(call).rejects.toBe('left');
  clock.advance(600_000);
  await expect(withDeadline(() => expect.unreachable(), options)).rejects.toBe('left');
});

test('each server has its own limits', async () => {
  const { clock, options } = limits();
  const quick = withDeadline(never, { ...options, idleMs: 10 });
  const slow = withDeadline(never, { ...options, idleMs: 1_000_000, totalMs: 20 });
  clock.advance(20);
  await expect(quick).rejects.toMatchObject({ details: { cause: 'idle', ms: 10 } });
  await expect(slow).rejects.toMatchObject({ details: { cause: 'total', ms: 20 } });
});

test('while it is held the time stands still: afterwards the whole idle time begins, and the rest of the total', async () => {
  const { clock, options } = limits();
  let tell = (_isHeld: boolean): void => {};
  let isTold = false;
  const call = withDeadline(never, {
    ...options,
    onHold(listener) {
      isTold = true;
      tell = listener;
      listener(false);
      return () => (isTold = false);
    },
  });
  let error: unknown;
  call.catch((failure: unknown) => (error = failure));
  const passed = async (ms: number) => {
    clock.advance(ms);
    await Promise.resolve();
    await Promise.resolve();
  };
  await passed(59_999);
  tell(true);
  tell(true);
  await passed(10_000_000);
  tell(false);
  await passed(59_999);
  expect(error).toBeUndefined();
  await passed(1);
  expect(error).toMatchObject({ details: { cause: 'idle' } });
  expect(isTold).toBe(false);
});

test('of the total only the time that was held does not count, though there are signs of life', async () => {
  const { clock, options } = limits();
  let tell = (_isHeld: boolean): void => {};
  let live = (): void => {};
  const call = withDeadline(
    (_signal, alive) => {
      live = alive;
      return never();
    },
    {
      ...options,
      onHold(listener) {
        tell = listener;
        return () => {};
      },
    },
  );
  await Promise.resolve();
  const spend = (ms: number) => {
    for (let left = ms; left > 0; left -= 30_000) {
      live();
      clock.advance(Math.min(left, 30_000));
    }
  };
  spend(300_000);
  tell(true);
  clock.advance(10_000_000);
  // What comes meanwhile starts nothing.
  live();
  clock.advance(60_000);
  tell(false);
  spend(299_999);
  live();
  clock.advance(1);
  await expect(call).rejects.toMatchObject({ details: { cause: 'total' } });
});
