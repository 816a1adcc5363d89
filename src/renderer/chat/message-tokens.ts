import type { ErrorSituation } from '../../shared/error-situations.ts';
import type { Message } from '../../shared/contract/message.ts';

export interface MessageTokens {
  readonly input: number | undefined;
  readonly output: number | undefined;
  /** More was written than was counted: vendors count at the end, and this one did not get there. */
  readonly isMore: boolean;
}

/** What is worth a word of what a message took; null: nobody counted. */
export function messageTokens(message: Message): MessageTokens | null {
  const { inputTokens: input, outputTokens: output } = message.usage ?? {};
  if (input === undefined && output === undefined) return null;
  return { input, output, isMore: output !== undefined && !isCounted(message) };
}

function isCounted({ status, error }: Message): boolean {
  if (status === 'complete' || error?.code === 'content-refused') return true;
  return countedEnds.some((situation) => situation === error?.details?.['situation']);
}

/** The vendor came to its end; that it is none is our word. */
const countedEnds: readonly ErrorSituation[] = ['budget-cut', 'went-in-circles'];
