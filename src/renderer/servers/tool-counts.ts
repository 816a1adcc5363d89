import type { ServerTool } from '../../shared/contract/mcp.ts';

/** How many a model may be told of, and how many wait for a person. */
export function toolCounts(tools: readonly ServerTool[]): {
  readonly usable: number;
  readonly waiting: number;
} {
  const count = (...states: readonly ServerTool['state'][]) =>
    tools.filter(({ state }) => states.includes(state)).length;
  return { usable: count('usable'), waiting: count('new', 'changed') };
}
