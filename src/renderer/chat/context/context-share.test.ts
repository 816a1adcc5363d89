import { expect, test } from 'vitest';
import type { ContextMeasure } from '../../../shared/contract/chat.ts';
import { contextShare } from './context-share.ts';

const measure = (
  tokens: Partial<ContextMeasure['tokens']>,
  contextWindow: number | null = 1_000,
): ContextMeasure => ({
  model: { provider: 'p', model: 'm' },
  contextWindow,
  source: 'estimate',
  tokens: { system: 0, tools: 0, files: 0, history: 0, draft: 0, reserve: 0, ...tokens },
});

test('what is written and what was written are one part, and room for the answer another', () => {
  const tokens = { system: 10, tools: 20, files: 30, history: 100, draft: 40, reserve: 100 };
  expect(contextShare(measure(tokens))).toEqual({
    used: 0.2,
    contextWindow: 1_000,
    level: 'quiet',
    parts: {
      system: { tokens: 10, share: 0.01 },
      tools: { tokens: 20, share: 0.02 },
      files: { tokens: 30, share: 0.03 },
      conversation: { tokens: 140, share: 0.14 },
      reserve: { tokens: 100, share: 0.1 },
    },
  });
});

test.each([
  [{ history: 499 }, 'quiet'],
  [{ history: 500 }, 'shown'],
  [{ history: 900, reserve: 100 }, 'shown'],
  [{ history: 900, reserve: 101 }, 'tight'],
  [{ history: 300, reserve: 800 }, 'tight'],
  [{ history: 1_001 }, 'over'],
] as const)('%j is %s', (tokens, level) => {
  expect(contextShare(measure(tokens))?.level).toBe(level);
});

test('of a model whose context nobody knows there is nothing to say', () => {
  expect(contextShare(measure({ history: 5 }, null))).toBeNull();
});
