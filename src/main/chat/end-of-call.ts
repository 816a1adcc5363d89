import type { ToolCallPart } from '../../shared/contract/message.ts';
import { isToolOutcome } from '../tools/tool-outcome.ts';

/** How a call ended whose tool gave this. */
export function endOfCall(
  given: unknown,
): Pick<ToolCallPart, 'state' | 'result' | 'content' | 'structured' | 'untrusted'> {
  if (!isToolOutcome(given)) return { state: 'done', result: given };
  const { content, structured, failed, untrusted } = given;
  return {
    state: failed === true ? 'failed' : 'done',
    content,
    ...(structured === undefined ? {} : { structured }),
    ...(untrusted === true ? { untrusted } : {}),
  };
}
