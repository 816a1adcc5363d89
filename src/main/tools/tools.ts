import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import type { RunOptions, Tool, ToolAnnotations } from './tool.ts';

/** A tool as models are told of it, and what is known of it beside. */
export interface OfferedTool {
  /** What rules and switches name it by. */
  readonly key: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** JSON Schema. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly annotations: ToolAnnotations;
  /** Who offers it; null: it came with Tina. */
  readonly server: { readonly id: string; readonly name: string; readonly trusted: boolean } | null;
}

export interface Tools {
  /** Always in the same order. */
  list(): readonly OfferedTool[];
  /** Throws an AppError: `tool-not-found`, `invalid-input` or whatever the tool says. */
  run(name: string, input: unknown, options: RunOptions): Promise<unknown>;
}

/** Tools that come and go. Their names begin with what no built-in one's does. */
export interface ToolSource {
  offered(): readonly OfferedTool[];
  run(tool: OfferedTool, input: unknown, options: RunOptions): Promise<unknown>;
}

export function createTools(tools: readonly Tool[], source?: ToolSource): Tools {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const offered = tools.map(({ name, title, description, annotations, input }): OfferedTool => ({
    key: name,
    name,
    title,
    description,
    inputSchema: z.toJSONSchema(input),
    annotations,
    server: null,
  }));
  return {
    list: () => (source === undefined ? offered : [...offered, ...source.offered()]),
    async run(name, input, options) {
      const tool = byName.get(name);
      if (tool === undefined) {
        const found = source?.offered().find((other) => other.name === name);
        if (source === undefined || found === undefined) throw toolUnknown(name);
        return source.run(found, input, options);
      }
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

export function toolUnknown(name: string): AppError {
  return new AppError('tool-not-found', `There is no tool named ${name}.`, {
    situation: 'tool-unknown',
    details: { tool: name },
  });
}
