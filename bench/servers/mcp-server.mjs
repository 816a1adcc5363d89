/**
 * A server of tools over stdio on the 1.x SDK, from the copy that Playwright brings: what most servers are built on.
 * `--tools=N` tools named tool_0 and so on, which say their argument `text`; `--notes=FILE` gets the time of each
 * message of the client, in milliseconds since 1970, a line each; `--silent` reads and never answers.
 */
import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { Server, StdioServerTransport, CallToolRequestSchema, ListToolsRequestSchema } =
  createRequire(import.meta.url)('playwright-core/lib/utilsBundle');

const flags = new Map(process.argv.slice(2).map((word) => word.replace(/^--/, '').split('=')));
const file = flags.get('notes');
const note = () => file !== undefined && appendFileSync(file, `${Date.now()}\n`);

const tools = Array.from({ length: Number(flags.get('tools') ?? 1) }, (_, index) => ({
  name: `tool_${index}`,
  description: `Looks into place ${index} of the archive, and returns what was written there about a subject.`,
  inputSchema: {
    type: 'object',
    properties: {
      text: { type: 'string', description: 'The subject, in a few words.' },
      kind: { enum: ['letter', 'report', 'map'] },
      since: { type: 'string', format: 'date' },
      places: { type: 'array', items: { type: 'string' }, maxItems: 20 },
      options: {
        type: 'object',
        properties: { exact: { type: 'boolean' }, limit: { type: 'integer', minimum: 1 } },
        additionalProperties: false,
      },
    },
    required: ['text'],
    additionalProperties: false,
  },
}));

if (flags.has('silent')) process.stdin.on('data', note);
else {
  const server = new Server({ name: 'archive', version: '1' }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => ({
    content: [{ type: 'text', text: String(params.arguments?.text) }],
  }));
  process.stdin.on('data', note);
  await server.connect(new StdioServerTransport());
}
