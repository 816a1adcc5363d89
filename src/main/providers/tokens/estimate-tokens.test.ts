import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recordedIn } from '../__fixtures__/recorded.ts';
import { estimateTokens } from './estimate-tokens.ts';

describe('an estimate of tokens', () => {
  it.each([
    ['', 0],
    ['Hello', 1],
    ['Hello world', 2],
    ['1234567', 3],
    ['camelCaseName', 3],
    ['{"a": 1}', 6],
  ])('of %j is %i', (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });

  it.each([
    ['letters', 'a'],
    ['spaces', ' '],
    ['characters', '漢'],
    ['lines', '\n'],
    ['emoji', '😀'],
  ])('grows with a run of %s', (_, character) => {
    const short = estimateTokens(character.repeat(1_000));
    const long = estimateTokens(character.repeat(100_000));
    expect(short).toBeGreaterThan(20);
    expect(long / short).toBeGreaterThan(90);
    expect(long / short).toBeLessThan(110);
  });

  it('does not depend on where a long text is', () => {
    const text = readFileSync(import.meta.filename, 'utf8');
    const twice = estimateTokens(text + text);
    expect(Math.abs(twice - 2 * estimateTokens(text))).toBeLessThanOrEqual(2);
  });
});

const { isHere, responses } = recordedIn('groq');

it.skipIf(!isHere)('is within a tenth of what a vendor counted for a page of prose', () => {
  const events = responses
    .find(({ name }) => name === 'groq-text#1')
    ?.events.filter((event) => event.startsWith('{'))
    .map((event) => JSON.parse(event) as Chunk);
  const text = events?.map(({ choices }) => choices[0]?.delta.content ?? '').join('') ?? '';
  const counted = events?.findLast(({ x_groq: of }) => of?.usage !== undefined)?.x_groq?.usage;
  const ratio = estimateTokens(text) / (counted?.completion_tokens ?? 0);
  expect(ratio).toBeGreaterThan(0.9);
  expect(ratio).toBeLessThan(1.1);
});

interface Chunk {
  readonly choices: readonly { readonly delta: { readonly content?: string } }[];
  readonly x_groq?: { readonly usage?: { readonly completion_tokens: number } };
}
