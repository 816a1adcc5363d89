import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { isRecord } from '../../../shared/is-record.ts';
import { nearestNames } from './nearest-names.ts';
import type { SearchableTool, ToolSearch } from './tool-search.ts';

/** A tool as vendors are told of it. */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

const maxFound = 20;

const searchInput = z.strictObject({
  query: z.string().min(1).describe('What the tool should do, in a few English words.'),
  limit: z.int().min(1).max(maxFound).default(5).describe('How many tools to name at most.'),
});

const callInput = z.strictObject({
  name: z.string().describe('The name of the tool, as search_tools gave it.'),
  arguments: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('Its arguments, as its input schema says.'),
});

/** Never changed while a conversation goes on: they stand in the part of a request that vendors keep. */
export const searchToolsDefinition: ToolDefinition = {
  name: 'search_tools',
  description:
    'There are more tools than are listed here. Finds them by what they do, and gives their names, descriptions and input schemas. Call what it finds with call_tool.',
  inputSchema: z.toJSONSchema(searchInput, { io: 'input' }),
};

export const callToolDefinition: ToolDefinition = {
  name: 'call_tool',
  description: 'Calls a tool that search_tools has found.',
  inputSchema: z.toJSONSchema(callInput, { io: 'input' }),
};

/** What `search_tools` gives the model. */
export interface FoundTools {
  readonly tools: readonly SearchableTool[];
  /** What to do where there are none. */
  readonly hint?: string;
}

/** Throws an AppError `invalid-input` that the model can act on. */
export function searchTools(
  input: unknown,
  search: ToolSearch,
  tools: ReadonlyMap<string, SearchableTool>,
): FoundTools {
  const { query, limit } = parsed(searchInput, input);
  const found = search.search(query, limit).flatMap(({ name }) => tools.get(name) ?? []);
  if (found.length > 0) return { tools: found };
  return { tools: [], hint: 'No tool is described like that. Try other words, or fewer.' };
}

/** The call that is meant. */
export interface MeantCall {
  readonly name: string;
  readonly input: unknown;
}

/**
 * The call that a `call_tool` means, which is then allowed, run and shown like any other. Throws an AppError that the
 * model can act on: `invalid-input`, or `tool-not-found` with the names that are nearest.
 */
export function meantCall(input: unknown, names: ReadonlySet<string>): MeantCall {
  const { name, arguments: given } = parsed(callInput, unpacked(input));
  if (names.has(name)) return { name, input: given };
  const nearest = nearestNames(name, names, 3);
  const advice =
    nearest.length === 0
      ? 'Find tools with search_tools.'
      : `Did you mean ${nearest.join(', ')}? Otherwise find it with search_tools.`;
  throw new AppError('tool-not-found', `There is no tool named ${name.slice(0, 100)}. ${advice}`, {
    situation: 'tool-unknown',
    details: { tool: name.slice(0, 100), nearest },
  });
}

/** Models send the arguments as JSON in a string, too. */
function unpacked(input: unknown): unknown {
  if (!isRecord(input) || typeof input['arguments'] !== 'string') return input;
  try {
    return { ...input, arguments: JSON.parse(input['arguments']) as unknown };
  } catch {
    return input;
  }
}

function parsed<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problem = z.prettifyError(result.error);
  throw new AppError('invalid-input', `The arguments are not valid: ${problem}`, {
    situation: 'arguments-invalid',
    details: { problem },
  });
}
