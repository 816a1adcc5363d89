import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { McpEvent, ServerStatus } from '../../../../shared/contract/mcp-events.ts';
import { createFakeClock } from '../../../../shared/clock.ts';
import { runCall } from '../calls/run-call.ts';
import { connectWithSdk } from './__fixtures__/sdk-connection.ts';
import type { SdkConnection } from './__fixtures__/sdk-connection.ts';
import { createSupervisor } from './supervisor.ts';
import type { Supervisor } from './supervisor.ts';

const script = join(import.meta.dirname, '__fixtures__/small-server.mjs');
let folder: string;
let supervisor: Supervisor<SdkConnection>;
let states: ServerStatus[];
const clock = createFakeClock();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tina-supervised-'));
  states = [];
  supervisor = createSupervisor<SdkConnection>({
    server: 's',
    enabled: true,
    connector: {
      connect: ({ signal }) => connectWithSdk([script, journal()], signal),
      eraWasWrong: () => false,
      proved: () => {},
    },
    clock,
    random: () => 0.5,
    log: { error: () => {} },
    onState: (status) => void states.push(status),
    onHealth: () => {},
  });
});

afterEach(async () => {
  await supervisor.dispose({ force: true });
  rmSync(folder, { recursive: true });
});

const journal = () => join(folder, 'journal');
const lines = () => readFileSync(journal(), 'utf8').trim().split('\n');
const { signal } = new AbortController();

test('fifty who ask at once start one process, which is gone when it was stopped', async () => {
  const all = await Promise.all(Array.from({ length: 50 }, () => supervisor.ensureReady()));
  expect(new Set(all).size).toBe(1);
  const pid = all[0]?.pid ?? 0;
  expect(lines()).toEqual([`started ${pid}`]);
  const called = await supervisor.call((connection, lost) =>
    connection.call('echo', { a: 1 }, { signal: lost }),
  );
  expect(called).toMatchObject({ content: [{ text: '{"a":1}' }] });
  await supervisor.stop();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('a process that ends rejects what waits, is started again, and nothing is asked twice', async () => {
  await supervisor.ensureReady();
  const hangs = supervisor.call((connection, lost) =>
    connection.call('hang', {}, { signal: lost }),
  );
  const crashes = supervisor.call((connection, lost) =>
    connection.call('crash', {}, { signal: lost }),
  );
  for (const call of [hangs, crashes])
    await expect(call).rejects.toMatchObject({
      code: 'mcp-connection-failed',
      details: { cause: 'crashed' },
    });
  expect(supervisor.status).toMatchObject({ state: 'backoff', attempt: 1 });
  const again = supervisor.ensureReady();
  clock.advance(1000);
  await again;
  expect(lines()).toHaveLength(2);
  expect(states.map(({ state }) => state)).toEqual([
    'starting',
    'ready',
    'backoff',
    'starting',
    'ready',
  ]);
});

test('20,000 progress notes are a few events, and leaving reaches the server', async () => {
  const events: McpEvent[] = [];
  const call = (name: string, given: object, caller: AbortSignal) =>
    runCall(
      ({ signal: ended, onProgress }) =>
        supervisor.call(
          (connection, lost) => connection.call(name, given, { signal: lost, onProgress }),
          { signal: ended },
        ),
      () => false,
      {
        call: { server: 's', call: name, tool: name },
        limits: { idleMs: 60_000, totalMs: 600_000 },
        signal: caller,
        clock,
        publish: (told) => void events.push(...told),
        log: { error: () => {} },
      },
    );
  await call('progress', { notes: 20_000 }, signal);
  expect(events.length).toBeLessThanOrEqual(12);
  expect(events.at(-1)).toMatchObject({ type: 'tool-end', outcome: 'complete' });

  const leaving = new AbortController();
  const hangs = call('hang', {}, leaving.signal);
  await supervisor.call((connection, lost) => connection.call('echo', {}, { signal: lost }));
  leaving.abort(new Error('left'));
  await expect(hangs).rejects.toThrow('left');
  expect(events.at(-1)).toMatchObject({ type: 'tool-end', outcome: 'cancelled' });
  // The server reads one after the other, so when it answers the next it was told.
  await supervisor.call((connection, lost) => connection.call('echo', {}, { signal: lost }));
  expect(lines()).toContain('cancelled');
});
