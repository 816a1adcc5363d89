import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mutatedStream } from '../__fixtures__/mutated.ts';
import { readMutated, wrongWith } from './__fixtures__/mutated.ts';

it('makes something sound of streams that were damaged on their way', async () => {
  await fc.assert(
    fc.asyncProperty(mutatedStream, async (mutated) => {
      expect(wrongWith(await readMutated(mutated))).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
