import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../../shared/clock.ts';
import { createStreamableHttp } from './streamable-http.ts';

test('a server that wants to be asked again at once is asked after a pause', async () => {
  let asked = 0;
  const http = createServer((request, response) => {
    if (request.method === 'POST') return void response.writeHead(202).end();
    asked++;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end('retry: 0\n\n');
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const closing = new AbortController();
  onTestFinished(async () => {
    closing.abort();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });
  const { port } = http.address() as AddressInfo;
  const log = { add() {} } as never; // nothing else of it is used
  const wire = createStreamableHttp(
    { server: 'One', url: `http://127.0.0.1:${port}/`, headers: {}, log },
    { onMessage() {}, onLost() {} },
    { clock: systemClock, closed: closing.signal },
  );
  await wire.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  await wait(700);
  expect(asked).toBeGreaterThan(1);
  expect(asked).toBeLessThan(8);
});
