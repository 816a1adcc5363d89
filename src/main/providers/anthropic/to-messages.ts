import type {
  ContentBlockParam,
  MessageParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type { Part } from '../../../shared/contract/message.ts';
import type { ModelMessage } from '../provider.ts';
import { toAssistantBlocks } from './to-assistant-blocks.ts';
import { toResultBlock } from './to-result-block.ts';
import { toUserBlock } from './to-user-block.ts';

export interface ToMessagesOptions {
  /** Thoughts of earlier turns are left out when this turn is to go without. */
  readonly thoughts: 'all' | 'this-turn';
  /** A tool's name as the vendor takes it. */
  readonly nameOf: (name: string) => string;
  /** Of what servers gave, as base64 by id. */
  readonly artifacts?: ReadonlyMap<string, string> | undefined;
}

/**
 * The history in the vendor's shape. An answer of several steps becomes a message for each step,
 * with the results of its tool calls, all in one, between them; neighbours of one role are joined.
 */
export function toMessages(
  messages: readonly ModelMessage[],
  { thoughts, nameOf, artifacts }: ToMessagesOptions,
): MessageParam[] {
  const sent: { role: 'user' | 'assistant'; content: ContentBlockParam[] }[] = [];
  const push = (role: 'user' | 'assistant', blocks: readonly ContentBlockParam[]) => {
    if (blocks.length === 0) return;
    const last = sent.at(-1);
    if (last?.role === role) last.content.push(...blocks);
    else sent.push({ role, content: [...blocks] });
  };

  const thisTurn = messages.findLastIndex(({ role }) => role === 'user');
  for (const [index, { role, parts }] of messages.entries()) {
    if (role === 'user') {
      push(
        'user',
        parts.flatMap((part) => toUserBlock(part, artifacts)),
      );
      continue;
    }
    const steps = stepsOf(parts);
    for (const [stepIndex, step] of steps.entries()) {
      const isLast = index === messages.length - 1 && stepIndex === steps.length - 1;
      push(
        'assistant',
        toAssistantBlocks(step, {
          withThoughts: thoughts === 'all' || index > thisTurn,
          later: steps.slice(stepIndex + 1).flat(),
          isLast,
          nameOf,
        }),
      );
      push(
        'user',
        step.flatMap((part) => (isOurCall(part) ? [toResultBlock(part, artifacts)] : [])),
      );
    }
  }
  return withoutTrailingSpace(sent);
}

/** What one response gave: a `step` part begins each. */
function stepsOf(parts: readonly Part[]): Part[][] {
  const steps: Part[][] = [[]];
  for (const part of parts) {
    if (part.type === 'step') steps.push([]);
    else steps.at(-1)?.push(part);
  }
  return steps.filter(({ length }) => length > 0);
}

function isOurCall(part: Part): part is Extract<Part, { type: 'tool-call' }> {
  return part.type === 'tool-call' && part.runner === 'tina';
}

/** An answer that is to be gone on with must not end in a space. */
function withoutTrailingSpace(
  messages: { role: 'user' | 'assistant'; content: ContentBlockParam[] }[],
): MessageParam[] {
  const last = messages.at(-1);
  const block = last?.content.at(-1);
  if (last?.role !== 'assistant' || block?.type !== 'text') return messages;
  const text = block.text.trimEnd();
  const content = [...last.content.slice(0, -1), ...(text === '' ? [] : [{ ...block, text }])];
  return content.length === 0
    ? messages.slice(0, -1)
    : [...messages.slice(0, -1), { ...last, content }];
}
