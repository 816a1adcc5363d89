import { expect, test } from 'vitest';
import { createFakeClock } from '../shared/clock.ts';
import { createNotices } from './notices.ts';

test('watchers get the list at once and after every change', async () => {
  const notices = createNotices(createFakeClock(7));
  const controller = new AbortController();
  const watch = notices.watch(controller.signal);
  const next = async () =>
    (await watch.next()).value?.map(({ kind, message }) => `${kind}: ${message}`);
  expect(await next()).toEqual([]);
  notices.add('disk-full', 'one');
  expect(await next()).toEqual(['disk-full: one']);
  notices.add('disk-full', 'one'); // said already
  notices.add('disk-full', 'two'); // takes its place
  notices.add('backup-failed', 'three');
  expect(await next()).toEqual(['disk-full: two', 'backup-failed: three']);
  notices.add('backup-failed', 'three', { from: 4 }); // the same words of another
  expect(await next()).toEqual(['disk-full: two', 'backup-failed: three']);
  expect(notices.list()[1]?.details).toEqual({ from: 4 });
  notices.remove('disk-full');
  notices.dismiss(notices.list()[0]?.id ?? '');
  expect(await next()).toEqual([]);
  const waiting = watch.next();
  controller.abort();
  expect((await waiting).done).toBe(true);
});
