import type { z } from 'zod';

/** Something a model may ask Tina to do. What a tool is given was parsed by its own schema. */
export interface Tool<Input = unknown> {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodType<Input>;
  /** Throws an AppError (`tool-failed`) whose message the model can act on. */
  run(input: Input, options: { readonly signal: AbortSignal }): Promise<unknown>;
}
