import { expect, test } from 'vitest';
import { createFakeClock } from '../shared/clock.ts';
import { AppError } from '../shared/errors.ts';
import { createNotices } from './notices.ts';
import { sayWhenFull } from './say-when-full.ts';
import type { Store } from './store/store.ts';

test('a full disk is said once, passed on, and taken back when a write goes through', async () => {
  let error: AppError | null = new AppError('disk-full', 'The disk is full.');
  const setDraft = () => (error === null ? Promise.resolve() : Promise.reject(error));
  const notices = createNotices(createFakeClock());
  const store = sayWhenFull({ setDraft } as unknown as Store, notices);
  const draft = { key: 'k', text: 't', at: 0 };
  await expect(store.setDraft(draft)).rejects.toBe(error);
  await expect(store.setDraft(draft)).rejects.toBe(error);
  expect(notices.list()).toMatchObject([{ kind: 'disk-full', message: 'The disk is full.' }]);
  error = new AppError('conflict', 'Another.');
  await expect(store.setDraft(draft)).rejects.toBe(error);
  expect(notices.list()).toHaveLength(1);
  error = null;
  await store.setDraft(draft);
  expect(notices.list()).toEqual([]);
});
