/**
 * An MCP server of the older era over stdio whose tool is as a file says. Plain Node, so that it stands for a program
 * of somebody else. Its one argument is a folder with these files, each read when it is needed:
 *
 * description   of its tool `act`
 * names         JSON: what its tools are called instead
 * hint          JSON: the annotations of the tool
 * announce      the first list is answered after a note that it changed, and as it was before it changed
 * refuse        the handshake is refused in words that hold the variable TOKEN
 * hold          lists after the first are answered when its input ends, with a tool `late` beside it
 * pages         so many pages of tools, each of a megabyte
 *
 * Each call of the tool is a line in the file `calls`.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const folder = process.argv[2];
let lists = 0;

const said = (name) => {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return undefined;
  }
};
const send = (message) =>
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  if (method === 'initialize' && said('refuse') !== undefined)
    send({ id, error: { code: -32603, message: `No access with ${process.env.TOKEN}.` } });
  else if (method === 'initialize')
    send({
      id,
      result: {
        protocolVersion: params.protocolVersion,
        capabilities: { tools: { listChanged: true } },
        serverInfo: { name: 'changing', version: '1' },
      },
    });
  else if (method === 'tools/list') list(id, params?.cursor);
  else if (method === 'tools/call') {
    appendFileSync(join(folder, 'calls'), `${params.name}\n`);
    if (said('hold') !== undefined) send({ method: 'notifications/tools/list_changed' });
    send({ id, result: { content: [{ type: 'text', text: 'done' }] } });
  } else send({ id, result: {} });
});

function list(id, cursor) {
  lists += 1;
  if (lists > 1 && said('hold') !== undefined) {
    process.stdin.on('end', () => {
      const late = { name: 'late', inputSchema: { type: 'object' } };
      send({ id, result: { tools: [late] } });
    });
    return;
  }
  const isFirst = lists === 1 && said('announce') !== undefined;
  const description = isFirst ? 'as before' : (said('description') ?? 'Acts');
  if (isFirst) send({ method: 'notifications/tools/list_changed' });
  const names = JSON.parse(said('names') ?? '["act"]');
  const page = Number(cursor ?? 0);
  const isPaged = said('pages') !== undefined;
  const tools = (isPaged ? [`act-${page}`] : names).map((name) => ({
    name,
    description: isPaged ? 'x'.repeat(1024 * 1024) : description,
    annotations: JSON.parse(said('hint') ?? '{}'),
    inputSchema: { type: 'object' },
  }));
  const nextCursor = isPaged && page + 1 < Number(said('pages')) ? `${page + 1}` : undefined;
  send({ id, result: { tools, nextCursor } });
}
