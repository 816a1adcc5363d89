import type { ToolResultBlockParam } from '@anthropic-ai/sdk/resources/messages/messages';
import type { ToolCallPart } from '../../../shared/contract/message.ts';
import { toCallId } from './to-call-id.ts';

/** Every call is answered: the vendor refuses a history in which one is not. */
export function toResultBlock(call: ToolCallPart): ToolResultBlockParam {
  const answer = { type: 'tool_result', tool_use_id: toCallId(call.id) } as const;
  switch (call.state) {
    case 'done': {
      const content = toText(call.result);
      return content === '' ? answer : { ...answer, content };
    }
    case 'failed':
      return {
        ...answer,
        content: call.error?.message ?? (toText(call.result) || 'The tool failed.'),
        is_error: true,
      };
    case 'stopped':
      return {
        ...answer,
        content: 'This call was stopped before it gave a result.',
        is_error: true,
      };
    case 'writing':
    case 'asking':
    case 'running':
      return {
        ...answer,
        content: 'This call was interrupted before it gave a result.',
        is_error: true,
      };
  }
}

function toText(result: unknown): string {
  if (typeof result === 'string') return result;
  return result === undefined ? '' : JSON.stringify(result);
}
