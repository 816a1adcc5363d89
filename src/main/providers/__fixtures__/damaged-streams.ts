import fc from 'fast-check';
import { expect } from 'vitest';
import { readMutated as readAnthropic } from '../anthropic/__fixtures__/mutated.ts';
import {
  readMutated as readGoogle,
  wrongWith as wrongWithGoogle,
} from '../google/__fixtures__/mutated.ts';
import {
  readMutated as readChat,
  wrongWith as wrongWithChat,
} from '../openai-chat/__fixtures__/mutated.ts';
import { readMutated as readResponses } from '../openai/__fixtures__/mutated.ts';
import { mutatedStream, wrongWith } from './mutated.ts';

/** How each adapter reads one of its vendor's streams, and what is asked of what it makes of it. */
export const adapters = [
  { name: 'anthropic', read: readAnthropic, wrongWith },
  { name: 'openai', read: readResponses, wrongWith },
  { name: 'openai-chat', read: readChat, wrongWith: wrongWithChat },
  { name: 'google', read: readGoogle, wrongWith: wrongWithGoogle },
];

/** Makes something sound of as many streams, each damaged in another way. */
export function survivesDamage(
  { read, wrongWith: wrong }: (typeof adapters)[number],
  streams: number,
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(mutatedStream, async (mutated) => {
      expect(wrong(await read(mutated))).toBeUndefined();
    }),
    { numRuns: streams },
  );
}
