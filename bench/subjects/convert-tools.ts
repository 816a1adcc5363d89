import { toRequestBody as toAnthropic } from '../../src/main/providers/anthropic/to-request-body.ts';
import { toRequestBody as toGoogle } from '../../src/main/providers/google/to-request-body.ts';
import { mistral } from '../../src/main/providers/mistral/dialect.ts';
import { toRequestBody as toChat } from '../../src/main/providers/openai-chat/to-request-body.ts';
import { toRequestBody as toResponses } from '../../src/main/providers/openai/to-request-body.ts';
import { createToolNames } from '../../src/main/providers/tool-names.ts';
import type { ToolDefinition } from '../../src/main/providers/provider.ts';
import type { WireName } from '../servers/wires.ts';
import { request } from './open-adapter.ts';

/** Tools as MCP servers describe them: nested objects, lists, unions and words to choose from. */
const makeTools = (): ToolDefinition[] =>
  Array.from({ length: 10 }, (_, index) => ({
    name: `server-${index}.create_issue`,
    description: 'Creates an issue in a repository and returns its number.',
    inputSchema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {
        owner: { type: 'string', description: 'The owner of the repository.' },
        repository: { type: 'string', minLength: 1, maxLength: 100 },
        title: { type: 'string' },
        body: { type: ['string', 'null'] },
        labels: { type: 'array', items: { type: 'string' }, maxItems: 20 },
        priority: { enum: ['low', 'medium', 'high'] },
        due: { type: 'string', format: 'date-time' },
        assignee: {
          anyOf: [
            { type: 'string' },
            { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] },
          ],
        },
        options: {
          type: 'object',
          properties: { draft: { type: 'boolean', default: false }, retries: { type: 'integer' } },
          additionalProperties: false,
        },
      },
      required: ['owner', 'repository', 'title'],
      additionalProperties: false,
    },
  }));

const convert: Readonly<Record<WireName, (tools: readonly ToolDefinition[]) => unknown>> = {
  anthropic: (tools) =>
    toAnthropic(request(tools), { maxOutputTokens: 64_000, thinking: undefined }),
  responses: (tools) => toResponses({ ...request(tools), model: 'gpt-5.4' }, namesOf(tools)),
  chat: (tools) =>
    toChat(request(tools), { dialect: mistral, model: undefined, names: namesOf(tools) }),
  gemini: (tools) =>
    toGoogle({ ...request(tools), model: 'gemini-3.1-pro-preview' }, namesOf(tools)),
};

function namesOf(tools: readonly ToolDefinition[]) {
  return createToolNames(tools.map(({ name }) => name));
}

/**
 * Run as a process of its own: prints how many ms it takes to put the first request with ten tools into a vendor's
 * words, when nothing was put into them before, and how many ms of this thread's CPU the next thousand take on average,
 * each with tools never seen before. The first is so short that some machines' CPU clocks do not move meanwhile.
 */
const [format] = process.argv.slice(2);
const run = convert[format as WireName];
const first = makeTools();
const startedAt = performance.now();
run(first);
const coldMs = performance.now() - startedAt;
const warmMs = cpuMs(run, Array.from({ length: 1000 }, makeTools)) / 1000;
process.stdout.write(JSON.stringify({ coldMs, warmMs }));

function cpuMs(
  work: (tools: readonly ToolDefinition[]) => unknown,
  all: readonly ToolDefinition[][],
): number {
  const before = process.threadCpuUsage();
  for (const tools of all) work(tools);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
