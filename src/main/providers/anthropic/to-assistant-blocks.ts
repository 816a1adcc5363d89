import type {
  ContentBlockParam,
  TextBlockParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type {
  Part,
  ReasoningPart,
  TextPart,
  ToolCallPart,
} from '../../../shared/contract/message.ts';
import { fromCitation } from './citations.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import { toCallId } from './to-call-id.ts';
import { envelopesOf } from './vendor-data.ts';

export interface StepOptions {
  readonly withThoughts: boolean;
  /** What follows in the same answer: the result of a call may come in a later response. */
  readonly later: readonly Part[];
  /** Nothing follows at all: the vendor is asked to go on from here. */
  readonly isLast: boolean;
  /** A tool's name as the vendor takes it. */
  readonly nameOf: (name: string) => string;
}

/** What one response said, as the vendor wants it back: unchanged, in its order. */
export function toAssistantBlocks(
  step: readonly Part[],
  options: StepOptions,
): ContentBlockParam[] {
  const blocks = step.flatMap((part) => toBlocks(part, options));
  const saysNothing = blocks.every((block) => block.type === 'text' && block.text.trim() === '');
  return saysNothing ? [] : blocks;
}

function toBlocks(part: Part, options: StepOptions): ContentBlockParam[] {
  switch (part.type) {
    case 'text':
      return part.text === '' ? [] : [toTextBlock(part)];
    case 'reasoning':
      return options.withThoughts ? toThinkingBlock(part) : [];
    case 'tool-call':
      return part.runner === 'tina' ? [toToolUse(part, options)] : toServerToolUse(part, options);
    case 'file':
      return [{ type: 'text', text: `[A file of the type ${part.mediaType} that you made.]` }];
    case 'step':
    case 'resource':
      return [];
  }
}

function toTextBlock({ text, citations = [] }: TextPart): TextBlockParam {
  const cited = citations.flatMap((citation) => fromCitation(citation) ?? []);
  return { type: 'text', text, ...(cited.length === 0 ? {} : { citations: cited }) };
}

/** Thoughts without the vendor's signature (another vendor's, or cut off) are refused: they stay here. */
function toThinkingBlock({ text, vendor }: ReasoningPart): ContentBlockParam[] {
  if (vendor?.provider !== 'anthropic') return [];
  const fields = fieldsOf(vendor.data);
  const data = textOf(fields?.['data']);
  if (fields?.['type'] === 'redacted_thinking' && data !== undefined)
    return [{ type: 'redacted_thinking', data }];
  const signature = textOf(fields?.['signature']);
  return signature === undefined || signature === ''
    ? []
    : [{ type: 'thinking', thinking: text, signature }];
}

function toToolUse(call: ToolCallPart, { nameOf }: StepOptions): ContentBlockParam {
  const { type: _, ...extras } = envelopesOf(call.vendor)?.use ?? { type: 'tool_use' };
  return {
    ...extras,
    type: 'tool_use',
    id: toCallId(call.id),
    name: nameOf(call.name),
    input: inputOf(call),
  };
}

/** The vendor takes objects only; what the model wrote instead is still worth showing it. */
function inputOf({ input, inputText }: ToolCallPart): unknown {
  if (fieldsOf(input) !== undefined) return input;
  return inputText.trim() === '' ? {} : { INVALID_JSON: inputText };
}

/**
 * A call the vendor ran itself, and what it found. One without a result is refused, unless the
 * vendor is about to go on with it.
 */
function toServerToolUse(call: ToolCallPart, { later, isLast }: StepOptions): ContentBlockParam[] {
  const { use, result } = envelopesOf(call.vendor) ?? {};
  const foundHere = result !== undefined;
  const foundLater = later.some((part) => part.type === 'tool-call' && part.id === call.id);
  const blocks: unknown[] = [];
  if (use !== undefined && (foundHere || foundLater || isLast)) {
    blocks.push({ ...use, id: call.id, name: call.name, input: fieldsOf(call.input) ?? {} });
  }
  if (result !== undefined) blocks.push({ ...result, tool_use_id: call.id, content: call.result });
  // The vendor's own blocks, put together again; there are more kinds than the SDK's types know.
  return blocks as ContentBlockParam[];
}
