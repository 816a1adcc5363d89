import type { Model } from '../../../shared/contract/providers.ts';
import type { Fields } from '../http/fields.ts';
import type { ModelRequest, ToolDefinition } from '../provider.ts';
import type { ToolNames } from '../tool-names.ts';
import type { Dialect } from './dialect.ts';
import { toMessages } from './to-messages.ts';
import { takesOf } from './to-user-content.ts';

/** A request as this dialect takes it. `model` is what is known of the model; what it cannot do is not asked of it. */
export function toRequestBody(
  request: ModelRequest,
  { dialect, model, names }: { dialect: Dialect; model: Model | undefined; names: ToolNames },
): Fields {
  const { temperature, maxOutputTokens } = request;
  const can = model?.abilities;
  const functions =
    can?.tools === false ? [] : request.tools.map((tool) => toTool(tool, names.toVendor));
  const tools = [...functions, ...(dialect.ownTools?.(request, model) ?? [])];
  return {
    model: request.model,
    messages: toMessages(request.messages, {
      dialect,
      model: request.model,
      systemPrompt: request.systemPrompt,
      takes: takesOf(dialect, model),
      toolName: names.toVendor,
      // An image nobody knows it can see could end the whole conversation.
      seesResults: can?.images === true && !refusesPersonAfterTool(request.model),
      artifacts: request.artifacts,
    }),
    stream: true,
    ...(dialect.asksForUsage ? { stream_options: { include_usage: true } } : {}),
    ...(tools.length === 0 ? {} : { tools }),
    ...(functions.length > 0 && dialect.asksForParallelCalls ? { parallel_tool_calls: true } : {}),
    ...(temperature === undefined || can?.temperature === false ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { [dialect.maxTokensField]: maxOutputTokens }),
    ...dialect.requestFields?.(request, model),
  };
}

/**
 * Mistral's models, wherever they run: a person's message right after a tool's is answered with 400, “Unexpected role
 * 'user' after role 'tool'”.
 */
function refusesPersonAfterTool(model: string): boolean {
  return /tral(?![a-z])/i.test(model);
}

function toTool(
  { name, description, inputSchema }: ToolDefinition,
  toVendor: (name: string) => string,
): Fields {
  return {
    type: 'function',
    function: {
      name: toVendor(name),
      description,
      parameters: { ...inputSchema, type: 'object' },
    },
  };
}
