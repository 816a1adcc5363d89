// A server of the older era on stdio, in plain Node: what a supervisor is tried with. Appends a line to the file that
// is its first argument when it starts, and `cancelled` when it is told so.
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [journal = ''] = process.argv.slice(2);
appendFileSync(journal, `started ${process.pid}\n`);

const send = (message) =>
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const answers = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'small', version: '1.0.0' },
  }),
  ping: () => ({}),
  'tools/list': () => ({ tools: [{ name: 'echo', inputSchema: { type: 'object' } }] }),
};

function call(id, { name, arguments: given, _meta }) {
  if (name === 'crash') process.exit(3);
  if (name === 'hang') return;
  if (name === 'progress')
    for (let progress = 1; progress <= given.notes; progress++)
      send({
        method: 'notifications/progress',
        params: { progressToken: _meta.progressToken, progress, total: given.notes },
      });
  send({ id, result: { content: [{ type: 'text', text: JSON.stringify(given) }] } });
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  if (method === 'notifications/cancelled') appendFileSync(journal, 'cancelled\n');
  else if (method === 'tools/call') call(id, params);
  else if (id !== undefined)
    send(
      method in answers
        ? { id, result: answers[method](params) }
        : { id, error: { code: -32601, message: 'Method not found' } },
    );
}
