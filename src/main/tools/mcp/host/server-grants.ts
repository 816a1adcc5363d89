import type { Clock } from '../../../../shared/clock.ts';
import { maxRoots } from '../../../../shared/contract/mcp-server.ts';
import type { SamplingRule, ServerConfig } from '../../../../shared/contract/mcp-server.ts';
import type { LogLevel } from '../../../../shared/log-levels.ts';
import { AppError } from '../../../../shared/errors.ts';
import { withDeadline } from '../calls/call-deadline.ts';
import { grantedFolder } from '../roots/granted-folder.ts';
import type { McpSession } from '../session/session.ts';
import type { LiveSessions } from './live-sessions.ts';
import type { ServerBook } from './server-book.ts';
import type { ServerLogs } from './server-logs.ts';

/** What a person lets a server know and ask for, and how much it is to tell. Ids that nobody knows: `not-found`. */
export interface ServerGrants {
  /** Rejects with `invalid-input` where there is no folder, or there are too many. */
  grantFolder(server: string, folder: string): Promise<void>;
  withdrawFolder(server: string, folder: string): void;
  setSampling(server: string, sampling: SamplingRule): void;
  /** It is connected and lets others say how much it tells. */
  hasLogging(server: string): boolean;
  /** null: as it likes, from its next start on. Rejects with what the server says; then nothing has changed. */
  setLogLevel(server: string, level: LogLevel | null): Promise<void>;
  /** A new session: it is told what it is to tell. */
  connected(server: string, session: McpSession): void;
}

export interface ServerGrantsOptions {
  readonly book: ServerBook;
  readonly sessions: LiveSessions;
  readonly logs: Pick<ServerLogs, 'of'>;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  /** The book has changed. */
  readonly follow: () => void;
}

export function createServerGrants({
  book,
  sessions,
  logs,
  platform,
  clock,
  follow,
}: ServerGrantsOptions): ServerGrants {
  function change(id: string, part: Partial<ServerConfig>): void {
    const { config } = book.get(id);
    book.change(id, { config: { ...config, ...part } });
    follow();
  }

  function setRoots(id: string, roots: readonly string[]): void {
    const before = book.get(id).config.roots;
    change(id, { roots });
    // Between some and none it is connected anew: whether there are any was told when it was.
    if (before.length > 0 && roots.length > 0)
      void sessions
        .get(id)
        ?.notify('notifications/roots/list_changed')
        .catch(() => {}); // the connection is over: the next one asks for what there is then
  }

  async function tellLevel(id: string, session: McpSession, level: LogLevel): Promise<void> {
    const { name, timeouts } = book.get(id).config;
    const ms = timeouts.listSeconds * 1000;
    await withDeadline((left) => session.request('logging/setLevel', { level }, left), {
      clock,
      signal: new AbortController().signal,
      idleMs: ms,
      totalMs: ms,
      about: { server: name },
    });
  }

  return {
    async grantFolder(id, path) {
      book.get(id);
      const folder = await grantedFolder(path, platform);
      const { roots } = book.get(id).config;
      if (roots.includes(folder)) return;
      if (roots.length === maxRoots)
        throw new AppError(
          'invalid-input',
          `A server can be told of ${maxRoots} folders at most.`,
          {
            situation: 'too-many-folders',
            details: { limit: maxRoots },
          },
        );
      setRoots(id, [...roots, folder]);
    },
    withdrawFolder(id, folder) {
      const { roots } = book.get(id).config;
      if (!roots.includes(folder)) return;
      setRoots(
        id,
        roots.filter((other) => other !== folder),
      );
    },
    setSampling: (id, sampling) => change(id, { sampling }),
    hasLogging(id) {
      book.get(id);
      return hasLogging(sessions.get(id));
    },
    async setLogLevel(id, level) {
      const session = sessions.get(id);
      if (level !== null && session !== undefined && hasLogging(session))
        await tellLevel(id, session, level);
      change(id, { logLevel: level ?? undefined });
    },
    connected(id, session) {
      const { logLevel } = book.get(id).config;
      if (logLevel === undefined || !hasLogging(session)) return;
      // It works without, so its start does not wait for it.
      tellLevel(id, session, logLevel).catch(() =>
        logs.of(id).add('host', `it did not take the level ${logLevel} for its log`),
      );
    },
  };
}

function hasLogging(session: McpSession | undefined): boolean {
  return session?.facts.capabilities['logging'] !== undefined;
}
