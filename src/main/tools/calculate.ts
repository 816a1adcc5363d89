import { z } from 'zod';
import { evaluate } from './evaluate.ts';
import type { Tool } from './tool.ts';

const input = z.strictObject({
  expression: z
    .string()
    .min(1)
    .describe('For example: (2 + 3) * 4^2 / sqrt(16). Constants: pi, e, tau. Angles in radians.'),
});

export const calculate: Tool<z.infer<typeof input>> = {
  name: 'calculate',
  title: 'Calculator',
  description: 'The value of an arithmetic expression, to 15 significant digits.',
  annotations: { readOnlyHint: true },
  input,
  // Past 15 digits a double shows its binary nature (0.1 + 0.2), which helps nobody.
  run: async ({ expression }) => ({ value: Number(evaluate(expression).toPrecision(15)) }),
};
