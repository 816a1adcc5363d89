import { join } from 'node:path';
import type { Clock } from '../../shared/clock.ts';
import type { Log } from '../host.ts';
import { errorCode } from '../door/files/to-storage-error.ts';
import type { ServeChannel } from './http/socket-server.ts';
import type { LoadArtifact } from '../door/page/answer-artifact.ts';
import { openStaticFiles } from '../door/page/static-files.ts';
import { startWebServer, type WebServer, type WebServerParts } from './http/web-server.ts';
import { removeInstance, writeInstance } from '../door/instance-file.ts';
import { createFailureLimit } from './sign-in/failure-limit.ts';
import { randomToken } from './sign-in/random-token.ts';
import { openSessions } from './sign-in/sessions.ts';
import { createSignInCodes } from './sign-in/sign-in-codes.ts';

interface WebHostOptions {
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The built page. */
  readonly pageFolder: string;
  readonly serve: ServeChannel;
  readonly artifacts: LoadArtifact;
  readonly clock: Clock;
  readonly log: Log;
  /** Told every secret that must never reach a log. */
  readonly hide: (secret: string) => void;
}

export interface WebHost {
  /** The one asked for, or a free one if that was taken. */
  readonly port: number;
  /** Signs one browser in, once. */
  signInLink(lifetimeMs?: number): string;
  close(): Promise<void>;
}

/** Long enough to read it off a terminal. */
const linkLifetimeMs = 10 * 60 * 1000;

/** Serves the page and the bridge to browsers of this machine. The caller holds the data folder's lock. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { dataDir, clock, log } = options;
  const instanceSecret = randomToken(256);
  options.hide(instanceSecret);
  const codes = createSignInCodes(clock);
  const [files, sessions] = await Promise.all([
    openStaticFiles(options.pageFolder),
    openSessions({ path: join(dataDir, 'sessions.json'), clock, log }),
  ]);

  const signInLink = (lifetimeMs = linkLifetimeMs) =>
    `http://127.0.0.1:${server.port}/sign-in#${codes.create(lifetimeMs)}`;
  const server = await listenNear(options.port, {
    files,
    sessions,
    codes,
    failures: createFailureLimit(clock),
    clock,
    log,
    serve: options.serve,
    artifacts: options.artifacts,
    instanceSecret,
    signInLink: () => signInLink(),
  });
  await writeInstance(dataDir, { pid: process.pid, port: server.port, secret: instanceSecret });
  log.info({ port: server.port }, 'The web host listens.');

  return {
    port: server.port,
    signInLink,
    async close() {
      removeInstance(dataDir);
      await server.close();
    },
  };
}

async function listenNear(port: number, parts: WebServerParts): Promise<WebServer> {
  try {
    return await startWebServer(port, parts);
  } catch (error) {
    const code = errorCode(error);
    if (port === 0 || (code !== 'EADDRINUSE' && code !== 'EACCES')) throw error;
    return startWebServer(0, parts);
  }
}
