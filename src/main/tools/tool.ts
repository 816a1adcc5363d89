import type { z } from 'zod';
import type { ToolProgress } from '../../shared/contract/tool-progress.ts';

/** What its maker says a tool does, by MCP's names for it; what is absent was not said. */
export interface ToolAnnotations {
  readonly readOnlyHint?: boolean | undefined;
  readonly destructiveHint?: boolean | undefined;
}

export interface RunOptions {
  readonly signal: AbortSignal;
  /** In which it was called. */
  readonly conversationId: string;
  /** The answer it is part of, and what it is called there. */
  readonly messageId?: string | undefined;
  readonly callId?: string | undefined;
  /** Whether the tool's server asks the person something now, so that the call waits for them. */
  readonly onQuestion?: ((isOpen: boolean) => void) | undefined;
  /** May be called as often as the tool likes. */
  readonly onProgress?: ((progress: ToolProgress) => void) | undefined;
}

/** Something a model may ask Tina to do. What a tool is given was parsed by its own schema. */
export interface Tool<Input = unknown> {
  readonly name: string;
  /** What a person calls it. */
  readonly title: string;
  readonly description: string;
  readonly annotations: ToolAnnotations;
  readonly input: z.ZodType<Input>;
  /** Gives any JSON, or a ToolOutcome. Throws an AppError (`tool-failed`) whose message the model can act on. */
  run(input: Input, options: RunOptions): Promise<unknown>;
}
