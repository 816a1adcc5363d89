import { readFile, stat } from 'node:fs/promises';
import type { ServerConfig } from '../../../../shared/contract/mcp-server.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Log } from '../../../host.ts';
import { connectSecondsOf } from '../config/connect-seconds.ts';
import { resolveConfig } from '../config/resolve-config.ts';
import type { ResolvedHttp, ResolvedStdio } from '../config/resolve-config.ts';
import { httpSessionTransport } from '../http/http-session-transport.ts';
import type { ServerLog } from '../logs/server-log.ts';
import { openLegacySession } from '../session/open-legacy-session.ts';
import type { HostAbilities, McpSession, SessionEvents } from '../session/session.ts';
import type { SessionTransport } from '../session/session-transport.ts';
import type { StdioHost } from '../stdio/stdio-host.ts';
import { stdioSessionTransport } from '../stdio/stdio-session-transport.ts';
import { createStdioTransport } from '../stdio/stdio-transport.ts';

export interface ConnectServerOptions {
  readonly config: ServerConfig;
  /** The person agreed to exactly this. */
  readonly hasConsent: boolean;
  readonly secrets: Readonly<Record<string, string>>;
  readonly host: StdioHost;
  /** Where its bundle is, if it came as one. */
  readonly bundle: string;
  readonly log: ServerLog;
  readonly version: string;
  readonly events: Omit<SessionEvents, 'onLog'>;
  readonly abilities: HostAbilities;
  readonly bugs: Pick<Log, 'error'>;
  readonly signal: AbortSignal;
}

/** From a configuration to a session. Nothing runs before the person agreed to it and all it needs is there. */
export async function connectServer(options: ConnectServerOptions): Promise<McpSession> {
  const { config, hasConsent, secrets, host, log, version, events, abilities, signal } = options;
  const { name: server } = config;
  if (!hasConsent)
    throw notConnected(server, 'consent-missing', 'Nobody has agreed to what this server runs.');
  const resolved = await resolveConfig(config, {
    secret: (name) => (Object.hasOwn(secrets, name) ? secrets[name] : undefined),
    environment: host.environment,
    home: host.home,
    separator: host.platform === 'win32' ? '\\' : '/',
    bundle: options.bundle,
    readFile: (path) => readSmallFile(path).catch(() => undefined),
  });
  if (!resolved.ok)
    throw notConnected(
      server,
      'config-invalid',
      'Something that this server needs is missing or cannot be used.',
      { gaps: resolved.gaps },
    );
  signal.throwIfAborted();
  log.keepOut(resolved.secrets);
  return openLegacySession({
    transport: transportTo(resolved.launch),
    server,
    version,
    connectMs: connectSecondsOf(config) * 1000,
    clock: host.clock,
    hide: log.hide,
    events: { ...events, onLog: (line) => log.add('server', line) },
    abilities,
    log: options.bugs,
    signal,
  });

  function transportTo(launch: ResolvedStdio | ResolvedHttp): SessionTransport {
    if (launch.type === 'http') {
      const { url, headers, kind } = launch;
      return httpSessionTransport({ server, url, headers, kind, log, clock: host.clock });
    }
    const { command, args, cwd, env } = launch;
    const what = { server, command, args, cwd, environment: env, log };
    return stdioSessionTransport(createStdioTransport(what, host), server, log.hide);
  }
}

const maxFileBytes = 1024 * 1024;

/** A pipe or a device would never come to its end. */
async function readSmallFile(path: string): Promise<string | undefined> {
  const found = await stat(path);
  return found.isFile() && found.size <= maxFileBytes ? readFile(path, 'utf8') : undefined;
}

function notConnected(
  server: string,
  cause: 'consent-missing' | 'config-invalid',
  message: string,
  facts: object = {},
): AppError {
  return new AppError('mcp-connection-failed', message, { details: { server, cause, ...facts } });
}
