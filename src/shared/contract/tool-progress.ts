import { z } from 'zod';

/** How far a call of a tool has come, by MCP's names for it. */
export const toolProgressSchema = z.object({
  /** In whatever unit the tool counts; never goes back. */
  progress: z.number(),
  /** Absent: nobody knows. Reaching it does not end the call, its result does. */
  total: z.number().optional(),
  message: z.string().optional(),
});
export type ToolProgress = Readonly<z.infer<typeof toolProgressSchema>>;
