import type {
  ContentBlockParam,
  MessageCountTokensParams,
  MessageParam,
  TextBlockParam,
  Tool,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type { Effort } from '../../../shared/contract/effort.ts';
import type { ModelRequest, ToolDefinition } from '../provider.ts';
import { createToolNames } from '../tool-names.ts';
import type { ToolNames } from '../tool-names.ts';
import { thinkingRulesOf } from './thinking-rules.ts';
import type { ThinkingRules } from './thinking-rules.ts';
import { toMessages } from './to-messages.ts';
import { toThinking } from './to-thinking.ts';
import type { Thinking } from './to-thinking.ts';

/** What is asked, without what only a streamed answer needs: tokens are counted with the same body. */
export interface RequestBody extends Omit<MessageCountTokensParams, 'thinking'> {
  readonly max_tokens: number;
  readonly thinking?: Thinking;
}

export interface ModelFacts {
  readonly maxOutputTokens: number | undefined;
  /** If the vendor's own list said so; else they are looked up by the model's name. */
  readonly thinking: ThinkingRules | undefined;
}

export function toRequestBody(
  request: ModelRequest,
  facts: ModelFacts,
  names: Pick<ToolNames, 'toVendor'> = namesOf(request),
): { readonly body: RequestBody; readonly betas: readonly string[] } {
  const rules = facts.thinking ?? thinkingRulesOf(request.model);
  const maxTokens =
    request.maxOutputTokens ??
    Math.min(facts.maxOutputTokens ?? usualMaxTokens(request.model), 64_000);
  const thinks = request.reasoning || rules.off === 'never';
  const messages = toMessages(request.messages, {
    thoughts: thinks ? 'all' : 'this-turn',
    nameOf: names.toVendor,
    artifacts: request.artifacts,
  });
  const sendsThoughts = messages.some(
    ({ content }) => typeof content !== 'string' && content.some(isThought),
  );
  const { thinking, betas } = toThinking(rules, {
    reasoning: request.reasoning,
    maxTokens,
    sendsThoughts,
  });
  const tools = [
    // A tool of ours with that name would be refused beside it.
    ...(request.webSearch === true && !request.tools.some(({ name }) => name === webSearch.name)
      ? [webSearch]
      : []),
    ...request.tools.map((tool) => toTool(tool, names.toVendor(tool.name))),
  ];
  return {
    body: {
      model: request.model,
      max_tokens: maxTokens,
      ...(request.systemPrompt.trim() === ''
        ? {}
        : { system: [marked<TextBlockParam>({ type: 'text', text: request.systemPrompt })] }),
      ...(tools.length === 0
        ? {}
        : { tools: [...tools.slice(0, -1), ...tools.slice(-1).map(marked)] }),
      messages: withMarks(messages),
      ...(thinking === undefined ? {} : { thinking }),
      // Levels are for thinking: with it switched off some are refused. One that always thinks does so as it sees fit.
      ...(request.effort === undefined || !request.reasoning
        ? {}
        : { output_config: { effort: effortOf(request.effort) } }),
    },
    betas,
  };
}

/** Of models nobody told us about. Too high a number is refused, too low a one ends answers early. */
function usualMaxTokens(model: string): number {
  if (/^claude-([12]|instant|3-(opus|sonnet|haiku))/.test(model)) return 4096;
  return /^claude-(?!3)/.test(model) ? 32_000 : 8192;
}

/** Run by the vendor, a few times an answer at most. */
const webSearch = { type: 'web_search_20250305', name: 'web_search', max_uses: 10 } as const;

export function namesOf({ tools }: ModelRequest): ToolNames {
  return createToolNames(tools.map(({ name }) => name));
}

/** The vendor has no level below `low`. */
function effortOf(effort: Effort) {
  return effort === 'minimal' ? 'low' : effort;
}

function toTool({ description, inputSchema }: ToolDefinition, name: string): Tool {
  return {
    name,
    description,
    input_schema: { ...inputSchema, type: 'object' },
    // Arguments are shown as they are written.
    eager_input_streaming: true,
  };
}

function isThought({ type }: ContentBlockParam): boolean {
  return type === 'thinking' || type === 'redacted_thinking';
}

/** “Up to here this may come again”: the vendor keeps it and charges a tenth the next time. */
function marked<Block extends object>(
  block: Block,
): Block & { cache_control: { type: 'ephemeral' } } {
  return { ...block, cache_control: { type: 'ephemeral' } };
}

/**
 * Of four marks two are left for the history. One goes to its end, for the next request; one to
 * where the request before this ended, which is found for certain there: the vendor itself looks
 * back 20 blocks at most, and a step with many tool calls is longer.
 */
function withMarks(messages: readonly MessageParam[]): MessageParam[] {
  const marks = messages.flatMap(({ role }, index) => (role === 'user' ? [index] : [])).slice(-2);
  return messages.map((message, index) => {
    if (!marks.includes(index) || typeof message.content === 'string') return message;
    return {
      ...message,
      content: [...message.content.slice(0, -1), ...message.content.slice(-1).map(marked)],
    } as MessageParam;
  });
}
