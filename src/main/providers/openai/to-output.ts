import type { ToolCallPart } from '../../../shared/contract/message.ts';

/** What came of a call, in words: the vendor has no other sign of one that failed. */
export function toOutput({ state, result, error }: ToolCallPart): string {
  switch (state) {
    case 'done':
      return toText(result);
    case 'failed':
      return `Error: ${error?.message ?? (toText(result) || 'The tool failed.')}`;
    case 'stopped':
      return 'Error: This call was stopped before it gave a result.';
    case 'writing':
    case 'asking':
    case 'running':
      return 'Error: This call was interrupted before it gave a result.';
  }
}

function toText(result: unknown): string {
  if (typeof result === 'string') return result;
  return result === undefined ? '' : JSON.stringify(result);
}
