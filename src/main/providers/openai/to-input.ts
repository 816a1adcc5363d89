import type { Part, StepPart, ToolCallPart } from '../../../shared/contract/message.ts';
import type { ModelMessage } from '../provider.ts';
import type { ToolNames } from '../tool-names.ts';
import type { Fields } from '../http/fields.ts';
import { modelRulesOf } from './model-rules.ts';
import type { ModelRules } from './model-rules.ts';
import { toCallItem, toOutputItem } from './to-call-items.ts';
import { toUserContent } from './to-user-content.ts';
import { itemOf } from './vendor-data.ts';
import { vendor } from './vendor.ts';

export interface ToInputOptions {
  readonly rules: ModelRules;
  readonly names: ToolNames;
  /** Of what servers gave, as base64 by id. */
  readonly artifacts?: ReadonlyMap<string, string> | undefined;
}

/**
 * The history as the vendor's items: those of each step in their order, then the results of its tool calls. What a
 * person said twice in a row, because there is nothing of the answer between, is one message.
 */
export function toInput(messages: readonly ModelMessage[], options: ToInputOptions): Fields[] {
  const input: Fields[] = [];
  let asked: Fields[] = [];
  const ask = () => {
    if (asked.length > 0) input.push({ type: 'message', role: 'user', content: asked });
    asked = [];
  };

  for (const { role, parts } of messages) {
    if (role === 'user') {
      asked = asked.concat(
        parts.flatMap((part) => toUserContent(part, options.rules.files, options.artifacts)),
      );
      continue;
    }
    const steps = stepsOf(parts);
    const items = steps.flatMap((step, index) =>
      toItems(step, index === steps.length - 1, options),
    );
    if (items.length > 0) ask();
    input.push(...items);
  }
  ask();
  return input;
}

/** What one response gave. */
interface Step {
  /** Absent where nobody said who wrote it. */
  readonly from: StepPart | undefined;
  readonly parts: readonly Exclude<Part, StepPart>[];
}

function stepsOf(parts: readonly Part[]): Step[] {
  const steps: { from: StepPart | undefined; parts: Exclude<Part, StepPart>[] }[] = [];
  for (const part of parts) {
    if (part.type === 'step') steps.push({ from: part, parts: [] });
    else {
      if (steps.length === 0) steps.push({ from: undefined, parts: [] });
      steps.at(-1)?.parts.push(part);
    }
  }
  return steps.filter(({ parts: said }) => said.length > 0);
}

function toItems(
  step: Step,
  isLast: boolean,
  { rules, names, artifacts }: ToInputOptions,
): Fields[] {
  const { parts } = step;
  const sentThoughts = new Set(
    rules.efforts.length === 0 ? [] : parts.filter((_, index) => canGoBack(parts, index)),
  );
  // Items are known to the vendor as what followed a thought: where one is missing they go nameless.
  const isWhole = parts.every((part) => part.type !== 'reasoning' || sentThoughts.has(part));
  const lastText = isLast ? parts.findLastIndex(isFinal) : -1;

  const items = parts.flatMap((part, index): Fields[] => {
    switch (part.type) {
      case 'text':
        return part.text === ''
          ? []
          : [
              {
                type: 'message',
                role: 'assistant',
                content: [{ type: 'output_text', text: part.text }],
                ...phaseOf(step, index === lastText, rules),
              },
            ];
      case 'reasoning': {
        const item = itemOf(part.vendor);
        return sentThoughts.has(part) && item !== undefined ? [item] : [];
      }
      case 'tool-call':
        if (part.runner === 'tina') return [toCallItem(part, names, isWhole)];
        return isWhole ? hostedCall(part) : [];
      case 'file':
        return [
          {
            type: 'message',
            role: 'assistant',
            content: [
              {
                type: 'output_text',
                text: `[A file of the type ${part.mediaType} that you made.]`,
              },
            ],
          },
        ];
      case 'resource':
        return [];
    }
  });
  return [
    ...items,
    ...parts.flatMap((part) =>
      isOurs(part) ? [toOutputItem(part, { files: rules.files, artifacts })] : [],
    ),
  ];
}

function isOurs(part: Part): part is ToolCallPart {
  return part.type === 'tool-call' && part.runner === 'tina';
}

/** A thought goes back only before what came of it; one that was cut off, or is another vendor's, stays here. */
function canGoBack(parts: Step['parts'], index: number): boolean {
  const part = parts[index];
  if (part?.type !== 'reasoning' || itemOf(part.vendor) === undefined) return false;
  const next = parts.slice(index + 1).find(({ type }) => type !== 'reasoning');
  if (next?.type === 'tool-call')
    return next.runner === 'tina' ? itemOf(next.vendor) !== undefined : hostedCall(next).length > 0;
  return next?.type === 'text' && next.text !== '';
}

/** Of the tools that the vendor ran, only those that Tina asks for are understood when they come back. */
function hostedCall({ vendor: data }: ToolCallPart): Fields[] {
  const item = itemOf(data);
  return item?.['type'] === 'web_search_call' ? [item] : [];
}

/** What ends an answer, unless a call of a tool follows. */
function isFinal(part: Part, index: number, parts: readonly Part[]): boolean {
  return part.type === 'text' && part.text !== '' && !parts.slice(index).some(isOurs);
}

/**
 * Models that mark what they say on the way to an answer take it for the answer itself where the mark is missing.
 * What they mark is what comes before a call of a tool, or before other text.
 */
function phaseOf({ from }: Step, isAnswer: boolean, rules: ModelRules): Fields {
  const marks = from?.provider === vendor.id && modelRulesOf(from.model).phases && rules.phases;
  return marks ? { phase: isAnswer ? 'final_answer' : 'commentary' } : {};
}
