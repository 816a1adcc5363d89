import type { ToolCallPart } from '../../../shared/contract/message.ts';

/** Every call is answered: a history in which one is not is refused. */
export function toResultText(call: ToolCallPart): string {
  switch (call.state) {
    case 'done':
      return toText(call.result);
    case 'failed':
      return call.error?.message ?? (toText(call.result) || 'The tool failed.');
    case 'stopped':
      return 'This call was stopped before it gave a result.';
    case 'writing':
    case 'asking':
    case 'running':
      return 'This call was interrupted before it gave a result.';
  }
}

function toText(result: unknown): string {
  if (typeof result === 'string') return result;
  return result === undefined ? '' : JSON.stringify(result);
}
