import type { ServerConfig } from '../../../../shared/contract/mcp-server.ts';
import type { Log } from '../../../host.ts';
import { connectSecondsOf } from '../config/connect-seconds.ts';
import type { ResolvedHttp, ResolvedStdio } from '../config/resolve-config.ts';
import type { HttpAuthorizer } from '../http/http-authorizer.ts';
import { httpSessionTransport } from '../http/http-session-transport.ts';
import type { ServerLog } from '../logs/server-log.ts';
import { openLegacySession } from '../session/open-legacy-session.ts';
import type { HostAbilities, McpSession, SessionEvents } from '../session/session.ts';
import type { SessionTransport } from '../session/session-transport.ts';
import type { StdioHost } from '../stdio/stdio-host.ts';
import { stdioSessionTransport } from '../stdio/stdio-session-transport.ts';
import { createStdioTransport } from '../stdio/stdio-transport.ts';
import { consentMissing } from './not-connected.ts';
import { mayBeSignedInTo, resolveServer } from './resolve-server.ts';

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
  readonly authorizerFor: (launch: ResolvedHttp) => HttpAuthorizer;
  readonly bugs: Pick<Log, 'error'>;
  readonly signal: AbortSignal;
}

/** From a configuration to a session. Nothing runs before the person agreed to it and all it needs is there. */
export async function connectServer(options: ConnectServerOptions): Promise<McpSession> {
  const { config, hasConsent, host, log, version, events, abilities, signal } = options;
  const { name: server } = config;
  if (!hasConsent) throw consentMissing(server);
  const resolved = await resolveServer(options);
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
      const authorizer = mayBeSignedInTo(config) ? options.authorizerFor(launch) : undefined;
      const { clock } = host;
      return httpSessionTransport({ server, url, headers, authorizer, kind, log, clock });
    }
    const { command, args, cwd, env } = launch;
    const what = { server, command, args, cwd, environment: env, log };
    return stdioSessionTransport(createStdioTransport(what, host), server, log.hide);
  }
}
