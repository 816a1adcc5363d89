import type { Message } from '../../shared/contract/message.ts';

export interface MessageTokens {
  readonly input: number | undefined;
  readonly output: number | undefined;
  /** More was written than was counted: vendors count at the end, and this one did not get there. */
  readonly isMore: boolean;
}

/** What is worth a word of what a message took; null: nobody counted. */
export function messageTokens({ usage, status }: Message): MessageTokens | null {
  const { inputTokens: input, outputTokens: output } = usage ?? {};
  if (input === undefined && output === undefined) return null;
  return { input, output, isMore: output !== undefined && status !== 'complete' };
}
