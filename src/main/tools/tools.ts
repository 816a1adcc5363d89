import { isDeepStrictEqual } from 'node:util';
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
  /**
   * Runs this very tool, as it was listed. Throws an AppError: `tool-not-found`, `tool-denied` if it is another one by
   * now, `invalid-input` or whatever the tool says.
   */
  run(tool: OfferedTool, input: unknown, options: RunOptions): Promise<unknown>;
}

/** Tools that come and go. Their names begin with what no built-in one's does. */
export interface ToolSource {
  offered(): readonly OfferedTool[];
  /** As `Tools` says. */
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
    async run(wanted, input, options) {
      if (wanted.server !== null) {
        if (source === undefined) throw toolUnknown(wanted.name);
        return source.run(wanted, input, options);
      }
      const tool = byName.get(wanted.name);
      if (tool === undefined) throw toolUnknown(wanted.name);
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

/** Whoever agreed to the one agreed to the other. What its server is called and trusted with may change meanwhile. */
export function isSameTool(one: OfferedTool, other: OfferedTool): boolean {
  if (one === other) return true;
  const same = (tool: OfferedTool) => ({ ...tool, name: '', server: tool.server?.id });
  return isDeepStrictEqual(same(one), same(other));
}

export function toolChanged({ name }: OfferedTool): AppError {
  return new AppError('tool-denied', `The tool ${name} has changed since it was allowed.`, {
    situation: 'tool-changed',
    details: { tool: name },
  });
}

export function toolUnknown(name: string): AppError {
  return new AppError('tool-not-found', `There is no tool named ${name}.`, {
    situation: 'tool-unknown',
    details: { tool: name },
  });
}
