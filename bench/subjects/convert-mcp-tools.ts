import { draftConfigSchema } from '../../src/shared/contract/mcp-server.ts';
import { toRequestBody as toAnthropic } from '../../src/main/providers/anthropic/to-request-body.ts';
import { offersOf } from '../../src/main/tools/mcp/host/offered-tools.ts';
import { parseToolPage } from '../../src/main/tools/mcp/session/parse-tool.ts';
import { request } from './open-adapter.ts';

/** What a server answers when it is asked for its tools. */
const makePage = () => ({
  tools: Array.from({ length: 10 }, (_, index) => ({
    name: `issues.create-${index}`,
    title: 'Create an issue',
    description: 'Creates an issue in a repository and returns its number.',
    inputSchema: {
      type: 'object',
      properties: {
        repository: { type: 'string', minLength: 1, maxLength: 100 },
        title: { type: 'string' },
        labels: { type: 'array', items: { type: 'string' }, maxItems: 20 },
        priority: { enum: ['low', 'medium', 'high'] },
        options: {
          type: 'object',
          properties: { draft: { type: 'boolean', default: false }, retries: { type: 'integer' } },
          additionalProperties: false,
        },
      },
      required: ['repository', 'title'],
      additionalProperties: false,
    },
    annotations: { readOnlyHint: false, destructiveHint: false },
  })),
});

const config = {
  ...draftConfigSchema.parse({
    name: 'Issues',
    transport: { type: 'stdio', command: 'issues', args: [] },
  }),
  id: 'server-00000000',
};

/** From a server's answer to a request of Anthropic's that has the tools. */
function convert(page: unknown): unknown {
  const definitions = parseToolPage(page)?.tools ?? [];
  const offers = offersOf({
    entries: [{ config, consent: undefined, pins: undefined }],
    usable: () => definitions,
  });
  if (offers.length !== 10) throw new Error('a tool was lost');
  const tools = offers.map(({ offered }) => offered);
  return toAnthropic(request(tools), { maxOutputTokens: 64_000, thinking: undefined });
}

/**
 * Run as a process of its own: prints how many ms the first ten definitions of the process take by the clock, and how
 * many ms of this thread's CPU the next thousand pages take on average, each never seen before.
 */
const first = makePage();
const startedAt = performance.now();
convert(first);
const coldMs = performance.now() - startedAt;
const pages = Array.from({ length: 1000 }, makePage);
const before = process.threadCpuUsage();
for (const page of pages) convert(page);
const { user, system } = process.threadCpuUsage(before);
process.stdout.write(JSON.stringify({ coldMs, unseenMs: (user + system) / 1_000_000 }));
