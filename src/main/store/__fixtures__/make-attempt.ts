import { v7 as uuidv7 } from 'uuid';
import type { Attempt } from '../store.ts';

/** One that brought nothing and cost nothing that is known. */
export function makeAttempt(overrides: Partial<Attempt> = {}): Attempt {
  return {
    id: uuidv7(),
    conversationId: null,
    messageId: null,
    provider: 'anthropic',
    model: 'some-model',
    requestId: null,
    responseId: null,
    httpStatus: null,
    outcome: 'complete',
    startedAt: 1000,
    firstByteMs: null,
    durationMs: 0,
    inputTokens: null,
    outputTokens: null,
    cacheReadTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
    costNanoUsd: null,
    keyLast4: null,
    attemptNumber: 1,
    ...overrides,
  };
}
