import { expect, test } from 'vitest';
import { createFakeClock } from '../shared/clock.ts';
import { keepHouse } from './keep-house.ts';
import { createNotices } from './notices.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };

test('backs up and empties the bin soon after the start and every hour, and says when it cannot', async () => {
  const clock = createFakeClock(1_000_000_000);
  const notices = createNotices(clock);
  const calls: string[] = [];
  let fails = false;
  let done = Promise.withResolvers<void>();
  const house = keepHouse({
    clock,
    notices,
    log,
    store: {
      purgeDeleted: (before) => {
        calls.push(`purge ${clock.now() - before}`);
        return Promise.resolve(0);
      },
      backupIfDue: () => {
        calls.push('backup');
        queueMicrotask(() => queueMicrotask(() => queueMicrotask(done.resolve)));
        return fails ? Promise.reject(new Error('no room')) : Promise.resolve('path');
      },
    },
  });
  const round = async (ms: number) => {
    done = Promise.withResolvers();
    clock.advance(ms);
    await done.promise;
    await new Promise<void>((resolve) => void setImmediate(resolve));
  };
  expect(calls).toEqual([]);
  await round(30_000);
  expect(calls).toEqual(['purge 86400000', 'backup']);
  fails = true;
  await round(60 * 60 * 1000);
  expect(notices.list().map(({ kind }) => kind)).toEqual(['backup-failed']);
  fails = false;
  await round(60 * 60 * 1000);
  expect(notices.list()).toEqual([]);
  house.stop();
  clock.advance(10 * 60 * 60 * 1000);
  expect(calls).toHaveLength(6);
});

test('a bin that cannot be emptied keeps no backup from being made and is not called one', async () => {
  const clock = createFakeClock(1_000_000_000);
  const notices = createNotices(clock);
  const warned: string[] = [];
  const backedUp = Promise.withResolvers<void>();
  const house = keepHouse({
    clock,
    notices,
    log: { ...log, warn: (_, message) => warned.push(message) },
    store: {
      purgeDeleted: () => Promise.reject(new Error('locked')),
      backupIfDue: () => {
        backedUp.resolve();
        return Promise.resolve('path');
      },
    },
  });
  clock.advance(30_000);
  await backedUp.promise;
  expect(warned).toEqual(['emptying the bin failed']);
  expect(notices.list()).toEqual([]);
  house.stop();
});
