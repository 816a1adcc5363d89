import { join } from 'node:path';
import type { Clock } from '../../../../shared/clock.ts';
import { createLogFile, removeLogFiles } from '../logs/log-file.ts';
import type { LogFile } from '../logs/log-file.ts';
import { createServerLog } from '../logs/server-log.ts';
import type { LogPage, ServerLog } from '../logs/server-log.ts';

/** The logs of all servers: in memory to be read, and in a folder of the data folder. */
export interface ServerLogs {
  of(server: string): ServerLog;
  read(server: string, after: number, limit: number): LogPage;
  remove(server: string): Promise<void>;
  close(): Promise<void>;
}

export interface ServerLogsOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  /** There is more to read, up to this line. At most five times a second. */
  readonly onLine: (server: string, newest: number) => void;
}

export function createServerLogs({ dataDir, clock, onLine }: ServerLogsOptions): ServerLogs {
  const folder = join(dataDir, 'server-logs');
  const logs = new Map<string, { readonly log: ServerLog; readonly file: LogFile }>();

  function open(server: string): ServerLog {
    const file = createLogFile({ folder, name: server });
    const log = createServerLog({ clock, secrets: [], keep: (line) => file.add(line) });
    log.onChange(() => onLine(server, log.newest));
    logs.set(server, { log, file });
    return log;
  }

  return {
    of: (server) => logs.get(server)?.log ?? open(server),
    read: (server, after, limit) =>
      logs.get(server)?.log.read(after, limit) ?? { lines: [], cursor: 0, missed: 0 },
    async remove(server) {
      const kept = logs.get(server);
      logs.delete(server);
      kept?.log.dispose();
      await kept?.file.close();
      await removeLogFiles(folder, server);
    },
    async close() {
      for (const { log } of logs.values()) log.dispose();
      await Promise.all([...logs.values()].map(({ file }) => file.close()));
    },
  };
}
