import type { McpSession } from '../session/session.ts';

/** The sessions there are now, by server: for what is told to a server that runs and starts none. */
export interface LiveSessions {
  add(server: string, session: McpSession): void;
  get(server: string): McpSession | undefined;
}

export function createLiveSessions(): LiveSessions {
  const sessions = new Map<string, McpSession>();
  return {
    add(server, session) {
      sessions.set(server, session);
      void session.ended.then(() => {
        if (sessions.get(server) === session) sessions.delete(server);
      });
    },
    get: (server) => sessions.get(server),
  };
}
