import type { Part, ToolCallPart } from '../../../shared/contract/message.ts';
import { fieldsOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import type { ModelMessage } from '../provider.ts';
import type { Dialect, ThoughtRules } from './dialect.ts';
import { toResults } from './to-results.ts';
import { toUserContent } from './to-user-content.ts';
import type { Takes } from './to-user-content.ts';
import { thoughtOf } from './vendor-data.ts';

export interface ToMessagesOptions {
  readonly dialect: Dialect;
  /** Asked now: it gets no other model's thoughts. */
  readonly model: string;
  readonly systemPrompt: string;
  readonly takes: Takes;
  readonly toolName: (name: string) => string;
  /** It sees images of tools' results, which follow as a person's. */
  readonly seesResults: boolean;
  /** Of what servers gave, as base64 by id. */
  readonly artifacts: ReadonlyMap<string, string> | undefined;
}

/**
 * The history as the vendors take it: an answer of several steps becomes a message for each step, each followed
 * by the results of its calls. Neighbours of a person's are joined: some models know turns that alternate only.
 */
export function toMessages(
  messages: readonly ModelMessage[],
  options: ToMessagesOptions,
): Fields[] {
  const { dialect, systemPrompt, takes, artifacts } = options;
  const sent: Fields[] =
    systemPrompt.trim() === '' ? [] : [{ role: 'system', content: systemPrompt }];
  let asked: Fields[] = [];
  const ask = () => {
    if (asked.length > 0) sent.push({ role: 'user', content: contentOf(asked) });
    asked = [];
  };

  const thisTurn = messages.findLastIndex(({ role }) => role === 'user');
  for (const [index, { role, parts }] of messages.entries()) {
    if (role === 'user') {
      asked.push(...parts.flatMap((part) => toUserContent(part, takes, artifacts)));
      continue;
    }
    const wantsThoughts = wants(dialect.thoughts, { isNow: index > thisTurn, parts });
    for (const step of stepsOf(parts)) {
      const { answered, images } = toStep(step, wantsThoughts, options);
      if (answered.length > 0) ask();
      sent.push(...answered);
      asked.push(...images);
    }
  }
  ask();
  return withEnd(sent, dialect.continues);
}

/** Text alone as text: what every server takes. */
function contentOf(content: readonly Fields[]): unknown {
  const texts = content.map(({ type, text }) => (type === 'text' ? text : undefined));
  return texts.includes(undefined) ? content : texts.join('\n\n');
}

function wants(
  rules: ThoughtRules | undefined,
  { isNow, parts }: { readonly isNow: boolean; readonly parts: readonly Part[] },
): boolean {
  switch (rules?.of) {
    case 'all':
      return true;
    case 'this-turn':
      return isNow;
    case 'tool-turns':
      return parts.some(isOurCall);
    case undefined:
      return false;
  }
}

/** What one response gave: a `step` part begins each. */
function stepsOf(parts: readonly Part[]): Part[][] {
  const steps: Part[][] = [[]];
  for (const part of parts) {
    if (part.type === 'step') steps.push([]);
    else steps.at(-1)?.push(part);
  }
  return steps;
}

function isOurCall(part: Part): part is ToolCallPart {
  return part.type === 'tool-call' && part.runner === 'tina';
}

function toStep(
  step: readonly Part[],
  wantsThoughts: boolean,
  { dialect, model, toolName, seesResults, artifacts }: ToMessagesOptions,
): { readonly answered: readonly Fields[]; readonly images: readonly Fields[] } {
  const text = step.map(textOfPart).join('');
  const calls = step.filter(isOurCall);
  if (text.trim() === '' && calls.length === 0) return { answered: [], images: [] };
  const { texts, images } = toResults(calls, { seesImages: seesResults, artifacts });
  const provider = dialect.vendor.id;
  const thoughts = step.flatMap((part) => {
    if (part.type !== 'reasoning') return [];
    const thought = thoughtOf(part.vendor, { provider, model });
    return thought === undefined ? [] : [{ ...thought, text: part.text }];
  });
  const answered = [
    {
      role: 'assistant',
      content: text === '' ? dialect.emptyContent : text,
      ...(calls.length === 0
        ? {}
        : { tool_calls: calls.map((call) => toCall(call, dialect, toolName)) }),
      ...(wantsThoughts ? dialect.thoughts?.toFields(thoughts, text) : {}),
    },
    ...calls.map((call, index) => ({
      role: 'tool',
      tool_call_id: dialect.toCallId(call.id),
      content: texts[index] ?? '',
    })),
  ];
  return { answered, images };
}

function textOfPart(part: Part): string {
  if (part.type === 'text') return part.text;
  return part.type === 'file' ? `[A file of the type ${part.mediaType} that you made.]` : '';
}

function toCall(call: ToolCallPart, dialect: Dialect, toolName: (name: string) => string): Fields {
  return {
    id: dialect.toCallId(call.id),
    type: 'function',
    function: { name: toolName(call.name), arguments: argumentsOf(call) },
  };
}

/** The vendors take objects only; what the model wrote instead is still worth showing it. */
function argumentsOf({ input, inputText }: ToolCallPart): string {
  if (fieldsOf(input) !== undefined) return JSON.stringify(input);
  return JSON.stringify(inputText.trim() === '' ? {} : { INVALID_JSON: inputText });
}

/** An answer that is to be gone on with must not end in a space. */
function withEnd(messages: Fields[], mark: Fields | undefined): Fields[] {
  const last = messages.at(-1);
  if (last?.['role'] !== 'assistant') return messages;
  const { content } = last;
  return [
    ...messages.slice(0, -1),
    { ...last, ...(typeof content === 'string' ? { content: content.trimEnd() } : {}), ...mark },
  ];
}
