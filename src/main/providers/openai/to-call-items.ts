import type { ToolCallPart } from '../../../shared/contract/message.ts';
import type { ToolNames } from '../tool-names.ts';
import type { Fields } from '../http/fields.ts';
import { toCallId } from './to-call-id.ts';
import { toOutput } from './to-output.ts';
import type { OutputOptions } from './to-output.ts';
import { itemOf } from './vendor-data.ts';

/** A call of a tool that Tina ran. Its id at the vendor goes along only where the thoughts before it do, too. */
export function toCallItem(call: ToolCallPart, names: ToolNames, withId: boolean): Fields {
  const { id, type: _, ...extras } = itemOf(call.vendor) ?? {};
  const item = {
    ...extras,
    ...(withId && id !== undefined ? { id } : {}),
    call_id: toCallId(call.id),
    name: names.toVendor(call.name),
  };
  return isCustom(call)
    ? { type: 'custom_tool_call', ...item, input: call.inputText }
    : { type: 'function_call', ...item, arguments: argumentsOf(call) };
}

/** Every call is answered: the vendor refuses a history in which one is not. */
export function toOutputItem(call: ToolCallPart, options: OutputOptions): Fields {
  return {
    type: isCustom(call) ? 'custom_tool_call_output' : 'function_call_output',
    call_id: toCallId(call.id),
    output: toOutput(call, options),
  };
}

function isCustom({ vendor }: ToolCallPart): boolean {
  return itemOf(vendor)?.['type'] === 'custom_tool_call';
}

/** What the model wrote that is no JSON is still worth showing it. */
function argumentsOf({ input, inputText }: ToolCallPart): string {
  if (input !== undefined) return inputText.trim() === '' ? JSON.stringify(input) : inputText;
  return inputText.trim() === '' ? '{}' : JSON.stringify({ INVALID_JSON: inputText });
}
