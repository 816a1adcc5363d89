import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { surfaceInput, documentInput } from './tool-input.ts';
import { textEvents } from './wire.ts';
import type { Wire } from './wire.ts';
import { isWireName, wires } from './wires.ts';

/**
 * Speaks the vendors' wire formats on 127.0.0.1, in a process of its own. The first segment of the
 * address names the format, the next two say what it answers, whatever the rest: see `wires` and `answers`.
 */
const answers: Readonly<Record<string, (asked: Asked) => void>> = {
  /** N pieces of text, as fast as they are read. */
  text: ({ name, wire, size, socket }) =>
    sendWhole(
      socket,
      body(name, () => textEvents(wire, size)),
    ),
  /** A tool call with N characters of arguments. */
  surface: ({ name, wire, size, socket }) =>
    sendWhole(
      socket,
      body(name, () => wire.tool(surfaceInput(size))),
    ),
  document: ({ name, wire, size, socket }) =>
    sendWhole(
      socket,
      body(name, () => wire.tool(documentInput(size))),
    ),
  /** N pieces of text, one every 10 ms. */
  paced: ({ wire, size, socket }) => sendPaced(socket, wire, size),
};

interface Asked {
  /** The same address is answered with the same bytes. */
  readonly name: string;
  readonly wire: Wire;
  readonly size: number;
  readonly socket: Socket;
}

const writeSize = 64 * 1024;
const paceMs = 10;
const bodies = new Map<string, readonly Buffer[]>();
const paced = new Set<{ readonly step: () => void; dueAt: number }>();

const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => answer(request.url ?? '', response));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({
    type: 'ready',
    port: address !== null && typeof address === 'object' ? address.port : 0,
  });
});
// Whoever started us says goodbye or is gone.
process.once('message', () => process.disconnect());
process.once('disconnect', () => process.exit());

function answer(url: string, response: ServerResponse): void {
  const [, format = '', kind = '', size = ''] = url.split('/');
  const send = answers[kind];
  const { socket } = response;
  if (send === undefined || socket === null || !isWireName(format))
    return void response.writeHead(404).end();
  // By hand: Node would join the chunks that are written together into one.
  socket.setNoDelay(true);
  socket.write(
    'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\nrequest-id: req_bench\r\n' +
      'transfer-encoding: chunked\r\nconnection: close\r\n\r\n',
  );
  send({ name: `${format} ${kind} ${size}`, wire: wires[format], size: Number(size), socket });
}

/** Every event a chunk, as a vendor flushes it; the chunks in writes of 64 KB. */
function body(name: string, events: () => string[]): readonly Buffer[] {
  let writes = bodies.get(name);
  if (writes === undefined) {
    const whole = Buffer.from(`${events().map(chunk).join('')}0\r\n\r\n`);
    writes = Array.from({ length: Math.ceil(whole.length / writeSize) }, (_, index) =>
      whole.subarray(index * writeSize, (index + 1) * writeSize),
    );
    bodies.set(name, writes);
  }
  return writes;
}

function sendWhole(socket: Socket, writes: readonly Buffer[]): void {
  let next = 0;
  const go = () => {
    for (;;) {
      const write = writes[next++];
      if (write === undefined) return void socket.end();
      if (!socket.write(write)) return void socket.once('drain', go);
    }
  };
  socket.on('error', () => undefined);
  go();
}

function sendPaced(socket: Socket, { textStart, textDelta, textEnd }: Wire, n: number): void {
  let sent = 0;
  socket.write(textStart().map(chunk).join(''));
  const stream = {
    // Streams that began together do not speak together.
    dueAt: performance.now() + Math.random() * paceMs,
    step() {
      if (socket.destroyed) return void paced.delete(stream);
      stream.dueAt += paceMs;
      if (sent < n) return void socket.write(chunk(textDelta(sent++)));
      paced.delete(stream);
      socket.end(`${textEnd(n).map(chunk).join('')}0\r\n\r\n`);
    },
  };
  socket.on('error', () => paced.delete(stream));
  paced.add(stream);
  if (paced.size === 1) tick();
}

/** One timer for all: fifty would cost more than what is measured. */
function tick(): void {
  const now = performance.now();
  for (const stream of paced) if (stream.dueAt <= now) stream.step();
  if (paced.size > 0) setTimeout(tick, 1);
}

function chunk(event: string): string {
  return `${Buffer.byteLength(event).toString(16)}\r\n${event}\r\n`;
}
