import { describe, expect, it } from 'vitest';
import { durationOf } from './duration.ts';
import { limitsOf } from './limits.ts';

const now = 1_000_000;
const both = {
  'x-ratelimit-limit-requests': '500',
  'x-ratelimit-remaining-requests': '499',
  'x-ratelimit-reset-requests': '120ms',
  'x-ratelimit-limit-tokens': '30000',
  'x-ratelimit-remaining-tokens': '12000',
  'x-ratelimit-reset-tokens': '6m0s',
};

describe('limitsOf', () => {
  it('reads both kinds, and when each is full again', () => {
    expect(limitsOf(new Headers(both), now)).toStrictEqual({
      requests: { limit: 500, remaining: 499, resetAt: now + 120 },
      tokens: { limit: 30_000, remaining: 12_000, resetAt: now + 360_000 },
    });
  });

  it.each([
    [{}, undefined],
    [{ 'x-ratelimit-limit-requests': '500' }, undefined],
    [{ ...both, 'x-ratelimit-remaining-tokens': '-1' }, ['requests']],
    [{ ...both, 'x-ratelimit-limit-requests': 'many' }, ['tokens']],
  ])('leaves out what is not whole in %j', (headers, kinds) => {
    const limits = limitsOf(new Headers(headers), now);
    expect(limits === undefined ? undefined : Object.keys(limits)).toStrictEqual(kinds);
  });

  it.each([
    ['0.5ms', now + 1],
    ['1us', now + 1],
    ['999999999d', now + 366 * 86_400_000],
  ])('takes %s for a whole millisecond that is to come', (reset, resetAt) => {
    const headers = new Headers({ ...both, 'x-ratelimit-reset-requests': reset });
    expect(limitsOf(headers, now)?.requests?.resetAt).toBe(resetAt);
  });

  it('knows no time where the vendor says none', () => {
    const { 'x-ratelimit-reset-requests': _, ...rest } = both;
    expect(
      limitsOf(new Headers({ ...rest, 'x-ratelimit-reset-tokens': 'soon' }), now),
    ).toStrictEqual({
      requests: { limit: 500, remaining: 499 },
      tokens: { limit: 30_000, remaining: 12_000 },
    });
  });
});

describe('durationOf', () => {
  it.each([
    ['1s', 1000],
    ['6m0s', 360_000],
    ['120ms', 120],
    ['7.66s', 7660],
    ['2m59.5s', 179_500],
    ['1h2m3s', 3_723_000],
    ['1d', 86_400_000],
    ['', undefined],
    ['6', undefined],
    ['6m 0s', undefined],
    ['-1s', undefined],
    ['1.s', undefined],
  ])('%s is %s ms', (text, ms) => {
    expect(durationOf(text)).toBe(ms);
  });
});
