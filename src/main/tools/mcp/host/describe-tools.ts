import type { ServerTool } from '../../../../shared/contract/mcp.ts';
import { segmentsOf } from '../../../../shared/hidden-characters.ts';
import type { ToolDefinition, ToolReview } from '../trust/pins.ts';
import { keyOf, titleOf } from './offered-tools.ts';

export interface DescribeOptions {
  readonly server: string;
  readonly review: ToolReview;
  /** As the server gave them last; else as they were agreed to. */
  readonly offered: readonly ToolDefinition[];
  readonly countTokens: (definition: ToolDefinition) => number;
}

/** The tools of a server for its person: those in use, those that wait, those that are gone. */
export function describeTools({
  server,
  review,
  offered,
  countTokens,
}: DescribeOptions): readonly ServerTool[] {
  const byName = new Map([
    ...review.pins.map(({ name, definition }) => [name, definition] as const),
    ...offered.toReversed().map((definition) => [definition.name, definition] as const),
  ]);
  const tool = (name: string, state: ServerTool['state']): ServerTool => {
    const definition = byName.get(name) ?? { name };
    return {
      name,
      key: state === 'usable' ? keyOf(server, name) : null,
      title: titleOf(definition),
      description: segmentsOf(definition.description ?? '').slice(),
      state,
      tokens: countTokens(definition),
    };
  };
  return [
    ...review.waiting.map((waiting) => ({
      ...tool(waiting.name, waiting.why),
      hash: waiting.hash,
      ...(waiting.why === 'changed' ? { changes: waiting.changes } : {}),
    })),
    ...review.usable.map((name) => tool(name, 'usable')),
    ...review.refused.map((name) => tool(name, 'refused')),
    ...review.gone.map((name) => tool(name, 'gone')),
  ];
}
