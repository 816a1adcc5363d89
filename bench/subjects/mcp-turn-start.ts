import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import { v7 as uuidv7 } from 'uuid';
import { createApp } from '../../src/main/app.ts';
import { startSourceWorker } from '../../src/main/store/start-source-worker.ts';
import { isRecord } from '../../src/shared/is-record.ts';
import { median } from '../harness/statistics.ts';
import { memoryHost } from './memory-host.ts';
import { apiKey, model } from './open-adapter.ts';

/**
 * Run as a process of its own on a data folder: prints how many ms pass from the word to send a message until the
 * vendor has the whole request, by the clock and of this thread’s CPU, for the first turn of an app and for the later ones (the median), each in a
 * conversation of its own, and the names of the tools in a request. An app on an empty folder has a turn before: what
 * it takes to load the code is not the tools'.
 */
const [dataDir = '', turns = '', emptyDir = ''] = process.argv.slice(2);
let arrived = Promise.withResolvers<{
  readonly at: number;
  readonly cpu: NodeJS.CpuUsage;
  readonly body: unknown;
}>();
const vendor = createServer((incoming, response) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const at = performance.now();
    const cpu = process.threadCpuUsage();
    arrived.resolve({ at, cpu, body: JSON.parse(Buffer.concat(chunks).toString()) });
    // What is measured is over, and nobody asks twice.
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end('{"type":"error","error":{"type":"invalid_request_error","message":"no"}}');
  });
});
await once(vendor.listen(0, '127.0.0.1'), 'listening');
const { port } = vendor.address() as AddressInfo; // it listens on a port

const environment = {
  ANTHROPIC_API_KEY: apiKey,
  ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
};
interface Turn {
  readonly ms: number;
  /** Of the main thread meanwhile. */
  readonly cpuMs: number;
  readonly body: unknown;
}

async function turnsOf(folder: string, count: number): Promise<readonly Turn[]> {
  const app = await createApp(memoryHost(folder, environment), {
    version: '0.0.0',
    createStoreWorker: startSourceWorker,
  });
  const { chat } = createRouterClient(app.router);
  // Nobody writes a message that fast.
  await delay(100);
  const done: Turn[] = [];
  while (done.length < count) {
    arrived = Promise.withResolvers();
    const conversationId = uuidv7();
    const before = process.threadCpuUsage();
    const startedAt = performance.now();
    await chat.send({
      conversationId,
      messageId: uuidv7(),
      text: 'Tell me a story.',
      begin: { model: { provider: 'anthropic', model } },
    });
    const { at, cpu, body } = await arrived.promise;
    const cpuMs = (cpu.user + cpu.system - before.user - before.system) / 1000;
    done.push({ ms: at - startedAt, cpuMs, body });
    for await (const update of await chat.watch({ conversationId }))
      if (update.type === 'snapshot' ? update.turn === null : endsIn(update.events)) break;
  }
  await app.dispose();
  return done;
}

function endsIn(events: readonly { readonly type: string }[]): boolean {
  return events.some(({ type }) => type === 'message-end');
}

await turnsOf(emptyDir, 2);
const [first, ...later] = await turnsOf(dataDir, 1 + Number(turns));
const { tools = [] } = isRecord(first?.body) ? first.body : {};
const names = (tools as readonly { readonly name: string }[]).map(({ name }) => name); // as we sent it
const medians = (all: readonly (Turn | undefined)[]) => ({
  ms: median(all.map((turn) => turn?.ms ?? NaN)),
  cpuMs: median(all.map((turn) => turn?.cpuMs ?? NaN)),
});
process.stdout.write(JSON.stringify({ first: medians([first]), later: medians(later), names }));
vendor.close();
