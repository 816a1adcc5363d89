/**
 * Runs a server that floods standard error, in a process of its own so that nothing else is measured,
 * and prints how much its memory grew in megabytes. node measure-flood.mjs DATA_DIR MEGABYTES
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../../../../shared/clock.ts';
import { createLogFile } from '../../logs/log-file.ts';
import { createServerLog } from '../../logs/server-log.ts';
import { createStdioHost } from '../stdio-host.ts';
import { createStdioTransport } from '../stdio-transport.ts';

const [, , dataDir, megabytes] = process.argv;
const host = createStdioHost({
  platform: process.platform,
  environment: { PATH: process.env.PATH },
  home: dataDir,
  spawn,
  clock: systemClock,
  dataDir,
  log: { warn: () => undefined },
});

/** Once with little, so that what is loaded and compiled on first use is not counted. */
async function run(flood) {
  const file = createLogFile({ folder: join(dataDir, 'servers'), name: 'hostile' });
  const log = createServerLog({ clock: systemClock, secrets: ['a-secret'], keep: file.add });
  const server = fileURLToPath(new URL('hostile-server.mjs', import.meta.url));
  const transport = createStdioTransport(
    {
      server: 'hostile',
      command: process.execPath,
      args: [server, `--stderr-mb=${flood}`],
      environment: {},
      log,
    },
    host,
  );
  let peak = 0;
  let notices = 0;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  const started = Date.now();
  const flooded = Promise.withResolvers();
  log.onChange(() => {
    notices += 1;
    if (transport.attempt().stderrTail.at(-1) === 'flooded') flooded.resolve();
  });
  await transport.start();
  await flooded.promise;
  const seconds = (Date.now() - started) / 1000;
  clearInterval(sampling);
  await transport.close();
  await file.close();
  return { peak, notices, seconds };
}

const { peak: before } = await run(10);
const { peak, notices, seconds } = await run(Number(megabytes));
const grewMegabytes = (peak - before) / 1024 / 1024;
process.stdout.write(`${JSON.stringify({ grewMegabytes, notices, seconds })}\n`);
