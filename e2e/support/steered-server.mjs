/**
 * An MCP server over stdio on the 1.x SDK (the copy that Playwright brings) whose calls go on when a test says so. Its
 * argument is a port of 127.0.0.1. There it tells of each message of the client, one as JSON a line, and is told what
 * to do with the call whose argument `to` is this: `{ to, progress }` sends a note, `{ to, text }` answers.
 *
 * Tools: `walk` (answers when it is told to), `wait` (never answers).
 */
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const { Server, StdioServerTransport, CallToolRequestSchema, ListToolsRequestSchema } =
  createRequire(import.meta.url)('playwright-core/lib/utilsBundle');

const tester = connect(Number(process.argv[2]), '127.0.0.1');
// Whose test is over has nothing more to do.
tester.on('close', () => process.exit());

const calls = new Map();
createInterface({ input: tester }).on('line', (line) => {
  const { to, text, progress } = JSON.parse(line);
  const call = calls.get(to);
  if (progress !== undefined) void call.note(progress);
  if (text !== undefined) call.answer({ content: [{ type: 'text', text }] });
});

const server = new Server({ name: 'steered', version: '1' }, { capabilities: { tools: {} } });

server.setRequestHandler(ListToolsRequestSchema, () => ({
  tools: [
    ['walk', 'Walks to a place, step by step'],
    ['wait', 'Waits, and never ends'],
  ].map(([name, description]) => ({
    name,
    description,
    inputSchema: { type: 'object', properties: { to: { type: 'string' } } },
  })),
}));

server.setRequestHandler(CallToolRequestSchema, ({ params }, { _meta, sendNotification }) => {
  const { promise, resolve } = Promise.withResolvers();
  calls.set(params.arguments.to, {
    note: (progress) =>
      sendNotification({
        method: 'notifications/progress',
        params: { progressToken: _meta.progressToken, ...progress },
      }),
    answer: params.name === 'wait' ? () => undefined : resolve,
  });
  return promise;
});

const transport = new StdioServerTransport();
await server.connect(transport);
const { onmessage } = transport;
// oxlint-disable-next-line unicorn/prefer-add-event-listener -- a transport of MCP has this one place for it
transport.onmessage = (message, extra) => {
  onmessage(message, extra);
  tester.write(`${JSON.stringify(message)}\n`);
};
