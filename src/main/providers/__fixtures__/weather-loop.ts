import { LLMock } from '@copilotkit/aimock';
import type { ChatCompletionRequest } from '@copilotkit/aimock';
import type { Part } from '../../../shared/contract/message.ts';
import type { Completion, ModelMessage, ModelRequest, Provider } from '../provider.ts';

const cities = ['Oslo', 'Rome'] as const;
type City = (typeof cities)[number];
const degrees = { Oslo: -3, Rome: 21 };

export const firstWords = 'Let me look.';
export const firstThought = 'Two cities.';
export const lastWords = 'It is -3 degrees in Oslo and 21 in Rome.';

export interface WeatherLoop {
  /** Made for a server at this address. */
  readonly provider: (url: string) => Provider;
  /** What is asked beside the question and the tool. */
  readonly request: ModelRequest;
  /** The vendor's ids of its two calls. */
  readonly ids: Readonly<Record<City, string>>;
  /** Of the thought, where the vendor signs it. */
  readonly reasoningSignature?: string;
}

/**
 * Two rounds with a server of somebody else's making: the model thinks, says something and asks for the weather of
 * two cities side by side; it is told both, and answers. `requests` is how many were made.
 */
export async function askForWeather({
  provider: make,
  request,
  ids,
  ...signed
}: WeatherLoop): Promise<{ first: Completion; second: Completion; requests: number }> {
  const mock = await LLMock.create({ host: '127.0.0.1', port: 0 });
  const toolCalls = cities.map((city) => ({
    id: ids[city],
    name: tool.name,
    arguments: inputText(city),
  }));
  mock.on(
    { hasToolResult: false },
    { content: firstWords, toolCalls, reasoning: firstThought, ...signed },
  );
  mock.on({ predicate: ({ messages }) => tellsBoth(messages, ids) }, { content: lastWords });
  try {
    const provider = make(mock.url);
    const { signal } = new AbortController();
    const question: ModelMessage = {
      role: 'user',
      parts: [{ type: 'text', text: 'How cold is it in Oslo, and in Rome?' }],
    };
    const asked = { ...request, messages: [question], tools: [tool] };
    const first = await provider.complete(asked, { signal });
    const parts = first.parts.map((part): Part => {
      if (part.type !== 'tool-call') return part;
      const city = part.id === ids.Oslo ? 'Oslo' : 'Rome';
      return { ...part, state: 'done', result: { degrees: degrees[city] } };
    });
    const messages = [question, { role: 'assistant' as const, parts }];
    const second = await provider.complete({ ...asked, messages }, { signal });
    return { first, second, requests: mock.getRequests().length };
  } finally {
    await mock.stop();
  }
}

function tellsBoth(messages: ChatCompletionRequest['messages'], ids: WeatherLoop['ids']): boolean {
  const results = messages.filter(({ role }) => role === 'tool');
  return cities.every((city, at) => {
    const { tool_call_id: id, content } = results[at] ?? {};
    return id === ids[city] && JSON.stringify(content).includes(`${degrees[city]}`);
  });
}

/** The call as it comes from the adapter, without the moment it began and what its vendor wants back. */
export function weatherCall(id: string, city: City) {
  return {
    type: 'tool-call',
    id,
    name: tool.name,
    runner: 'tina',
    state: 'running',
    inputText: inputText(city),
    input: { city },
  } as const;
}

const tool = {
  name: 'get_weather',
  description: 'The weather in a city.',
  inputSchema: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
  },
};

function inputText(city: City): string {
  return JSON.stringify({ city });
}
