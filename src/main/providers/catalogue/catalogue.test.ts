import { describe, expect, it } from 'vitest';
import { anthropicEntry } from '../anthropic/entry.ts';
import { googleEntry } from '../google/entry.ts';
import { openaiEntry } from '../openai/entry.ts';
import { findInCatalogue } from './catalogue.ts';

const now = Date.parse('2026-11-22');
const priceOf = (provider: string, model: string, at = now) =>
  findInCatalogue(provider, model, at)?.price;

describe('the catalogue', () => {
  it('knows a model by its name and by that of a dated version', () => {
    const opus = { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25 };
    expect(priceOf('anthropic', 'claude-opus-4-5')).toEqual(opus);
    expect(priceOf('anthropic', 'claude-opus-4-5-20251101')).toEqual(opus);
    expect(priceOf('openai', 'gpt-5.4-mini-2026-03-17')).toEqual(priceOf('openai', 'gpt-5.4-mini'));
  });

  it('has a dated version of its own before that of its family', () => {
    expect(priceOf('openai', 'gpt-4o-2024-05-13')?.input).toBe(5);
    expect(priceOf('openai', 'gpt-4o-2024-08-06')?.input).toBe(2.5);
  });

  it.each([
    ['anthropic', 'claude-sonnet-5-5-fast'],
    ['openai', 'gpt-6.2-sol-pro'],
    ['openai', 'gpt-6.3-sol'],
    ['mistral', 'mistral-large-2411'],
    ['xai', 'grok-4.7-20'],
    ['openrouter', 'openai/gpt-5.5'],
    ['openai', 'constructor'],
    ['__proto__', 'toString'],
    ['nobody', 'gpt-5.5'],
  ])('does not guess what %s %s is', (provider, model) => {
    expect(findInCatalogue(provider, model, now)).toBeUndefined();
  });

  it('has a price from the day on that its vendor named', () => {
    const launch = { input: 2, output: 10, cacheRead: 0.1 };
    const usual = { input: 4, output: 20, cacheRead: 0.2 };
    for (const model of ['gemini-4-carbon', 'gemini-4-argon']) {
      expect(priceOf('google', model)).toEqual(launch);
      expect(priceOf('google', model, Date.parse('2026-11-30T23:59:59Z'))).toEqual(launch);
      expect(priceOf('google', model, Date.parse('2026-12-01'))).toEqual(usual);
    }
    expect(priceOf('google', 'gemini-3.8-flash')?.input).toBe(0.75);
    expect(priceOf('google', 'gemini-3.8-flash', Date.parse('2027-01-01'))?.input).toBe(1.5);
    expect(priceOf('google', 'gemini-4-neon', Date.parse('2028-01-01'))).toEqual(
      priceOf('google', 'gemini-4-neon'),
    );
  });

  it.each([anthropicEntry, openaiEntry, googleEntry].flatMap(({ shippedModels }) => shippedModels))(
    'knows what $id costs, which is shipped',
    ({ provider, id }) => {
      expect(priceOf(provider, id)).toBeDefined();
    },
  );

  it('has a long tier that is never cheaper, and cache prices that are their own', () => {
    expect(priceOf('openai', 'gpt-6-luna')).toEqual({
      input: 0.1,
      output: 0.5,
      cacheRead: 0.01,
      cacheWrite: 0.125,
      long: { above: 272_000, input: 0.2, output: 0.75, cacheRead: 0.02, cacheWrite: 0.25 },
    });
    expect(priceOf('anthropic', 'claude-haiku-5-5')?.long?.above).toBe(100_000);
  });
});
