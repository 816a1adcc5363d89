import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import type { Tool } from './tool.ts';

export interface Tools {
  /** As models are told of them; `inputSchema` is JSON Schema. */
  readonly definitions: readonly {
    readonly name: string;
    readonly description: string;
    readonly inputSchema: Readonly<Record<string, unknown>>;
  }[];
  /** Throws an AppError: `tool-not-found`, `invalid-input` or whatever the tool says. */
  run(name: string, input: unknown, options: { readonly signal: AbortSignal }): Promise<unknown>;
}

export function createTools(tools: readonly Tool[]): Tools {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  return {
    definitions: tools.map(({ name, description, input }) => ({
      name,
      description,
      inputSchema: z.toJSONSchema(input),
    })),
    async run(name, input, options) {
      const tool = byName.get(name);
      if (tool === undefined)
        throw new AppError('tool-not-found', `There is no tool named ${name}.`, {
          situation: 'tool-unknown',
          details: { tool: name },
        });
      const parsed = tool.input.safeParse(input);
      if (!parsed.success) {
        const problem = z.prettifyError(parsed.error);
        throw new AppError('invalid-input', `The arguments are not valid: ${problem}`, {
          situation: 'arguments-invalid',
          details: { problem },
        });
      }
      return tool.run(parsed.data, options);
    },
  };
}
