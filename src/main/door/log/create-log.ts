import { writeSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import type { Log } from '../../host.ts';
import { factsOnly } from './facts-only.ts';
import { createRedactor } from './redact.ts';
import { openRotatingFile } from './rotating-file.ts';

export interface DoorLog {
  readonly log: Log;
  /** Keeps a secret out of every line from now on. */
  hide(secret: string): void;
  close(): void;
}

/** Warnings on stderr; everything from `info` on in `logs/tina.log` of the data folder. No worker thread. */
export function createLog({
  dataDir,
  writeToTerminal = writeToStderr,
}: {
  dataDir: string;
  writeToTerminal?: (line: string) => void;
}): DoorLog {
  const file = openRotatingFile({ folder: join(dataDir, 'logs'), name: 'tina' });
  const { hide, redact } = createRedactor();
  const log = pino(
    {
      level: 'info',
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: factsOnly },
      // `factsOnly` has dealt with errors; pino's own serializer would look for their messages.
      serializers: { err: (value: unknown) => value },
    },
    pino.multistream([
      { level: 'info', stream: { write: (line: string) => file.write(redact(line)) } },
      { level: 'warn', stream: { write: (line: string) => writeToTerminal(redact(line)) } },
    ]),
  );
  return { log, hide, close: () => file.close() };
}

/** Synchronous, so that the last words before an exit are not lost. */
function writeToStderr(line: string): void {
  try {
    writeSync(process.stderr.fd, line);
  } catch {
    // Nobody reads it any more.
  }
}
