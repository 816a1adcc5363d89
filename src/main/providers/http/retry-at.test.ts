import { expect, it } from 'vitest';
import { timeSchema } from '../../../shared/contract/ids.ts';
import { retryAtOf } from './retry-at.ts';

const now = 1_000_000;
const year = 366 * 24 * 60 * 60_000;

it.each([
  [{ 'retry-after': '2' }, now + 2000],
  [{ 'retry-after': '0.0015' }, now + 2],
  [{ 'retry-after-ms': '12.5', 'retry-after': '9' }, now + 13],
  [{ 'retry-after': '99999999999999999999' }, now + year],
  [{ 'retry-after-ms': '1e300' }, now + year],
  [{ 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }, now + year],
])('%j is a time as the page takes it', (headers, at) => {
  const retryAt = retryAtOf(new Headers(headers), now);
  expect(retryAt).toBe(at);
  expect(timeSchema.safeParse(retryAt).success).toBe(true);
});

it.each(['0', '-5', 'soon', '', 'Thu, 01 Jan 1970 00:00:01 GMT'])('%j is no time', (said) => {
  expect(retryAtOf(new Headers({ 'retry-after': said }), now)).toBeUndefined();
});
