import type { ToolCallPart } from '../../../shared/contract/message.ts';
import type { Fields } from '../http/fields.ts';
import { callDataOf } from './vendor-data.ts';

/** Every call is answered: the vendor refuses a history with more calls than answers. */
export function toFunctionResponse(call: ToolCallPart, name: string): Fields {
  const { id } = callDataOf(call.vendor);
  return {
    functionResponse: { ...(id === undefined ? {} : { id }), name, response: responseOf(call) },
  };
}

/** `output` and `error` are the two words the vendor has for it. */
function responseOf({ state, result, error }: ToolCallPart): Fields {
  switch (state) {
    case 'done':
      return { output: result ?? '' };
    case 'failed':
      return { error: error?.message ?? result ?? 'The tool failed.' };
    case 'stopped':
      return { error: 'This call was stopped before it gave a result.' };
    case 'writing':
    case 'asking':
    case 'running':
      return { error: 'This call was interrupted before it gave a result.' };
  }
}
