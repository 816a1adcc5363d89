import { anthropicEntry } from '../../src/main/providers/anthropic/entry.ts';
import type { ModelRequest, Provider } from '../../src/main/providers/provider.ts';

export const model = 'claude-sonnet-5-5';
export const apiKey = 'sk-ant-bench-0000000000000000';

/** Our adapter as the registry makes it. */
export async function openAdapter(baseUrl: string): Promise<Provider> {
  const create = await anthropicEntry.load();
  return create({ apiKey, baseUrl });
}

export function request(tools: ModelRequest['tools'] = []): ModelRequest {
  return {
    model,
    systemPrompt: '',
    messages: [{ role: 'user', parts: [{ type: 'text', text: 'Tell me a story.' }] }],
    tools,
    reasoning: false,
  };
}

export const showTool = {
  name: 'show',
  description: 'Shows something.',
  inputSchema: { type: 'object' },
} as const;
