/**
 * An MCP server on the 1.x SDK, from the copy that Playwright brings, over stdio: what it asks its client, it does
 * with the SDK's own code. Its tools:
 *
 * told      what the client said that it can do
 * roots     the folders it is told of, and how often it heard that they changed
 * log       one message of its log at each of the levels it is given
 * ask       asks for a model's answer, with just what it is given; what comes back, or what it is refused with
 * flood     asks that `count` times at once, and says how it was answered, counted by outcome
 * withdraw  asks, and takes it back when it is called a second time
 */
import { createRequire } from 'node:module';

const { Server, StdioServerTransport, ListToolsRequestSchema, CallToolRequestSchema } =
  createRequire(import.meta.url)('playwright-core/lib/utilsBundle');

const server = new Server(
  { name: 'asking', version: '1' },
  { capabilities: { tools: {}, logging: {} } },
);
let heard = 0;
server.fallbackNotificationHandler = async ({ method }) => {
  if (method === 'notifications/roots/list_changed') heard += 1;
};
let withdraw;

const outcomeOf = (asked) =>
  asked.then(
    (answer) => ({ answer }),
    ({ code, message }) => ({ code, message }),
  );

const tools = {
  told: () => server.getClientCapabilities(),
  roots: async () => ({ ...(await outcomeOf(server.listRoots())), heard }),
  async log({ levels }) {
    for (const level of levels)
      await server.sendLoggingMessage({ level, logger: 'books', data: { at: level } });
    return 'said';
  },
  ask: (params) => outcomeOf(server.createMessage(params, { timeout: 600_000 })),
  async flood({ count, ...params }) {
    const asked = Array.from({ length: count }, () => outcomeOf(server.createMessage(params)));
    const outcomes = {};
    for (const { code = 'answered' } of await Promise.all(asked))
      outcomes[code] = (outcomes[code] ?? 0) + 1;
    return outcomes;
  },
  withdraw(params) {
    if (withdraw !== undefined) return withdraw.abort();
    withdraw = new AbortController();
    return outcomeOf(server.createMessage(params, { signal: withdraw.signal }));
  },
};

server.setRequestHandler(ListToolsRequestSchema, () => ({
  tools: Object.keys(tools).map((name) => ({ name, inputSchema: { type: 'object' } })),
}));
server.setRequestHandler(CallToolRequestSchema, async ({ params }) => ({
  content: [
    {
      type: 'text',
      text: JSON.stringify((await tools[params.name](params.arguments)) ?? null),
    },
  ],
}));
await server.connect(new StdioServerTransport());
