import { anthropicEntry } from '../../src/main/providers/anthropic/entry.ts';
import { googleEntry } from '../../src/main/providers/google/entry.ts';
import { mistralEntry } from '../../src/main/providers/mistral/entry.ts';
import { openaiEntry } from '../../src/main/providers/openai/entry.ts';
import type { ModelRequest, Provider, ProviderEntry } from '../../src/main/providers/provider.ts';
import type { WireName } from '../servers/wires.ts';

export const model = 'claude-sonnet-5-5';
export const apiKey = 'sk-ant-bench-0000000000000000';

interface Adapter {
  readonly entry: ProviderEntry;
  readonly model: string;
  /** Between the address and what the adapter adds to it. */
  readonly path: string;
}

const adapters: Readonly<Record<WireName, Adapter>> = {
  anthropic: { entry: anthropicEntry, model, path: '' },
  responses: { entry: openaiEntry, model: 'gpt-5.4', path: '/v1' },
  chat: { entry: mistralEntry, model: 'mistral-large-latest', path: '/v1' },
  gemini: { entry: googleEntry, model: 'gemini-3-pro', path: '' },
};

/** Our adapter as the registry makes it. */
export async function openAdapter(
  baseUrl: string,
  format: WireName = 'anthropic',
): Promise<Provider> {
  const { entry, path } = adapters[format];
  const create = await entry.load();
  return create({ apiKey, baseUrl: baseUrl + path });
}

export function request(
  tools: ModelRequest['tools'] = [],
  format: WireName = 'anthropic',
): ModelRequest {
  return {
    model: adapters[format].model,
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
