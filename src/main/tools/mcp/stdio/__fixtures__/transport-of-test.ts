import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { systemClock } from '../../../../../shared/clock.ts';
import { folderForTest } from '../../../../__fixtures__/folder-for-test.ts';
import { createServerLog } from '../../logs/server-log.ts';
import type { ServerLog } from '../../logs/server-log.ts';
import { createStdioHost } from '../stdio-host.ts';
import { createStdioTransport } from '../stdio-transport.ts';
import type { StdioOptions, StdioTransport } from '../stdio-transport.ts';
import { hostileServer, marked } from './processes-of-test.ts';

interface TransportOfTest {
  readonly transport: StdioTransport;
  readonly log: ServerLog;
  /** Those that carry the token of this host, the servers and what they started. */
  readonly running: () => Promise<number[]>;
  readonly linesOf: (kind: string) => string[];
}

/** A transport to the hostile server, or to another command; when the test is over nothing of it may live. */
export function transportForTest(
  flags: readonly string[],
  options: Partial<StdioOptions> & {
    readonly secrets?: readonly string[];
    readonly graceMs?: number;
  } = {},
): TransportOfTest {
  const { secrets = [], graceMs = 50, ...rest } = options;
  const dataDir = folderForTest();
  const host = createStdioHost({
    platform: process.platform,
    environment: { ...process.env, SHELL: undefined, ANTHROPIC_API_KEY: 'canary' },
    home: homedir(),
    spawn,
    clock: systemClock,
    graceMs,
    dataDir,
    log: { warn: () => undefined },
  });
  const log = createServerLog({ clock: systemClock, secrets });
  const transport = createStdioTransport(
    {
      server: 'hostile',
      command: process.execPath,
      args: [hostileServer, ...flags],
      environment: {},
      log,
      ...rest,
    },
    host,
  );
  const run = async () => (await host.reaper.createToken()).replace(/\d+$/, '');
  const running = async () => marked(await run());
  onTestFinished(async () => {
    await transport.close({ force: true });
    expect(await running()).toEqual([]);
    const noted = JSON.parse(readFileSync(join(dataDir, 'running-servers.json'), 'utf8'));
    expect(noted.runs.at(-1).started).toEqual([]);
  });
  const linesOf = (kind: string) =>
    log
      .read(0, 100_000)
      .lines.filter((line) => line.kind === kind)
      .map(({ text }) => text);
  return { transport, log, running, linesOf };
}
