import { z } from 'zod';
import type { ToolDefinition } from '../trust/pins.ts';
import type { Page } from './list-pages.ts';

const toolSchema = z.object({
  name: z.string().min(1).max(1000),
  title: z.string().optional().catch(undefined),
  description: z.string().optional().catch(undefined),
  // OpenAI and others refuse a schema of anything but an object.
  inputSchema: z.looseObject({ type: z.literal('object') }),
  outputSchema: z.unknown().optional(),
  annotations: z
    .looseObject({
      title: z.string().optional().catch(undefined),
      readOnlyHint: z.boolean().optional().catch(undefined),
      destructiveHint: z.boolean().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  execution: z
    .object({ taskSupport: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  _meta: z.unknown().optional(),
});

const pageSchema = z.object({
  tools: z.array(z.unknown()),
  nextCursor: z.string().optional().catch(undefined),
});

/** One page of `tools/list`; undefined where it is none. A tool that is none costs only itself. */
export function parseToolPage(result: unknown): Page<ToolDefinition> | undefined {
  const page = pageSchema.safeParse(result);
  if (!page.success) return undefined;
  return {
    items: page.data.tools.flatMap((tool) => toolSchema.safeParse(tool).data ?? []),
    nextCursor: page.data.nextCursor,
  };
}
