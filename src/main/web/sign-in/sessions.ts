import { z } from 'zod';
import type { Clock } from '../../../shared/clock.ts';
import type { Log } from '../../host.ts';
import { readFileIfThere } from '../../door/files/read-file-if-there.ts';
import { writeFileAtomic } from '../../door/files/write-file-atomic.ts';
import { hashToken, randomToken } from './random-token.ts';

const day = 24 * 60 * 60 * 1000;
export const sessionLifetimeMs = 30 * day;
const maxSessions = 64;

export interface Session {
  /** The token's SHA-256, which is all that is kept of it. */
  readonly id: string;
  readonly expiresAt: number;
}

export interface Sessions {
  /** Signs a browser in and returns its token, which is not kept. */
  create(): Promise<string>;
  find(token: string): Session | undefined;
  /** Signs it out. Listeners hear of it before this resolves. */
  end(id: string): Promise<void>;
  /** Calls back with the id when a session was ended early. */
  onEnd(listener: (id: string) => void): () => void;
}

/** Sessions outlive a restart: their hashes are kept in a file only its owner can read. */
export async function openSessions({
  path,
  clock,
  log,
}: {
  path: string;
  clock: Pick<Clock, 'now'>;
  log: Log;
}): Promise<Sessions> {
  const sessions = new Map((await readSessions(path, log)).map((session) => [session.id, session]));
  const listeners = new Set<(id: string) => void>();
  let lastWrite = Promise.resolve();

  /** One write at a time. Failing is no reason to refuse a sign-in: it is forgotten at the next start. */
  function save(): Promise<void> {
    lastWrite = lastWrite.then(async () => {
      const text = JSON.stringify({ version: 1, sessions: [...sessions.values()] });
      try {
        await writeFileAtomic(path, text);
      } catch (error) {
        log.warn({ error }, 'The sign-ins could not be saved.');
      }
    });
    return lastWrite;
  }

  function drop(id: string): void {
    if (!sessions.delete(id)) return;
    for (const listener of listeners) listener(id);
  }

  return {
    async create() {
      for (const { id, expiresAt } of sessions.values()) if (expiresAt <= clock.now()) drop(id);
      for (const id of sessions.keys()) {
        if (sessions.size < maxSessions) break;
        drop(id);
      }
      const token = randomToken(256);
      const id = hashToken(token);
      sessions.set(id, { id, expiresAt: clock.now() + sessionLifetimeMs });
      await save();
      return token;
    },
    find(token) {
      const session = sessions.get(hashToken(token));
      return session !== undefined && clock.now() < session.expiresAt ? session : undefined;
    },
    async end(id) {
      drop(id);
      await save();
    },
    onEnd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const fileSchema = z.object({
  version: z.literal(1),
  sessions: z.array(z.object({ id: z.string().min(1), expiresAt: z.number() })).max(maxSessions),
});

/** A damaged file signs everyone out; nothing else is in it. */
async function readSessions(path: string, log: Log): Promise<readonly Session[]> {
  try {
    const text = await readFileIfThere(path);
    return text === undefined ? [] : fileSchema.parse(JSON.parse(text)).sessions;
  } catch {
    log.warn({}, 'The saved sign-ins could not be read; browsers have to sign in again.');
    return [];
  }
}
