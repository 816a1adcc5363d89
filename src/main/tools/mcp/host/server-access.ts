import type { Clock } from '../../../../shared/clock.ts';
import { withDeadline } from '../calls/call-deadline.ts';
import type { Supervisor } from '../lifecycle/supervisor.ts';
import type { McpSession } from '../session/session.ts';
import type { ServerBook } from './server-book.ts';

/** How what a server offers beside its tools is asked for. */
export interface ServerAccess {
  /**
   * Asks the server, which is started if need be. Rejects with `timed-out` where it does not answer for as long as
   * its person lets it take for a list. Reading twice is as good as once, so it may be asked again where the server
   * ended meanwhile.
   */
  read<T>(
    server: string,
    work: (session: McpSession, signal: AbortSignal) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T>;
}

export function createServerAccess({
  book,
  supervisorOf,
  clock,
}: {
  readonly book: Pick<ServerBook, 'get'>;
  readonly supervisorOf: (server: string) => Supervisor<McpSession>;
  readonly clock: Clock;
}): ServerAccess {
  return {
    read(server, work, signal) {
      const { name, timeouts } = book.get(server).config;
      const ms = timeouts.listSeconds * 1000;
      return supervisorOf(server).call(
        (session, lost) =>
          withDeadline((left) => work(session, left), {
            clock,
            signal: lost,
            idleMs: ms,
            totalMs: ms,
            about: { server: name },
          }),
        { ...(signal === undefined ? {} : { signal }), replayable: true },
      );
    },
  };
}
