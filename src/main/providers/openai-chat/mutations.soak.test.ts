import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { mutatedStream } from '../__fixtures__/mutated.ts';
import { readMutated, wrongWith } from './__fixtures__/mutated.ts';

it(
  'survives 10,000 damaged streams, and says nothing on the console',
  { timeout: 120_000 },
  async () => {
    const spies = (['debug', 'info', 'log', 'warn', 'error'] as const).map((method) =>
      vi.spyOn(console, method),
    );
    await fc.assert(
      fc.asyncProperty(mutatedStream, async (mutated) => {
        expect(wrongWith(await readMutated(mutated))).toBeUndefined();
      }),
      { numRuns: 10_000 },
    );
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  },
);
