import { z } from 'zod';
import type { ToolDefinition } from '../trust/pins.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import { maxEntries, readPage } from './list-pages.ts';
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

/** One page of `tools/list`; undefined where it is none. A tool that is none costs only itself. */
export function parseToolPage(result: unknown): Page<ToolDefinition> | undefined {
  const { tools } = isRecord(result) ? result : {};
  // Half of what it offers would be half of what its person agreed to.
  if (Array.isArray(tools) && tools.length > maxEntries) return undefined;
  return readPage(result, 'tools', toolSchema);
}
