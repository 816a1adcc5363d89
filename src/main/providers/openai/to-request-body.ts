import type { ModelRequest } from '../provider.ts';
import type { ToolNames } from '../tool-names.ts';
import type { Fields } from '../http/fields.ts';
import { modelRulesOf } from './model-rules.ts';
import { toInput } from './to-input.ts';
import { toReasoning } from './to-reasoning.ts';
import { toTool } from './to-tool.ts';

/** The vendor takes no lower limit than this. */
const leastOutputTokens = 16;

/** What is asked, as far as it counts as input: tokens are counted with the same. */
export function toCountedBody(request: ModelRequest, names: ToolNames): Fields {
  const rules = modelRulesOf(request.model);
  const reasoning = toReasoning(request, rules);
  const tools = [
    ...request.tools.map((tool) => toTool(tool, names)),
    ...(request.webSearch === true && rules.webSearch ? [{ type: 'web_search' }] : []),
  ];
  return {
    model: request.model,
    ...(request.systemPrompt.trim() === '' ? {} : { instructions: request.systemPrompt }),
    input: toInput(request.messages, { rules, names, artifacts: request.artifacts }),
    ...(tools.length === 0 ? {} : { tools, parallel_tool_calls: true }),
    ...(reasoning === undefined ? {} : { reasoning }),
  };
}

export function toRequestBody(request: ModelRequest, names: ToolNames): Fields {
  const rules = modelRulesOf(request.model);
  const body = toCountedBody(request, names);
  const include = [
    ...(body['reasoning'] === undefined ? [] : ['reasoning.encrypted_content']),
    ...(request.webSearch === true && rules.webSearch ? ['web_search_call.action.sources'] : []),
  ];
  const { temperature, maxOutputTokens } = request;
  return {
    ...body,
    ...(temperature !== undefined && rules.temperature ? { temperature } : {}),
    ...(maxOutputTokens === undefined
      ? {}
      : { max_output_tokens: Math.max(maxOutputTokens, leastOutputTokens) }),
    ...(include.length === 0 ? {} : { include }),
    // What is said stays with Tina; thoughts come back encrypted instead.
    store: false,
    stream: true,
  };
}
