import { z } from 'zod';
import { AppError } from '../../../../shared/errors.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import { sleep } from '../../../../shared/clock.ts';
import type { Clock } from '../../../../shared/clock.ts';
import type { ToolDefinition } from '../trust/pins.ts';
import type { Log } from '../../../host.ts';
import { logBug } from '../../../log-bug.ts';
import { answerUnreadable } from './answer-unreadable.ts';
import { createPeer } from './json-rpc-peer.ts';
import { listPages } from './list-pages.ts';
import { parseToolPage } from './parse-tool.ts';
import type { SessionTransport } from './session-transport.ts';
import { UrlsNeeded } from './session.ts';
import type {
  ExpectedProgress,
  HostAbilities,
  Listed,
  McpSession,
  SessionEvents,
  ToolCall,
} from './session.ts';

export interface LegacySessionOptions {
  readonly transport: SessionTransport;
  /** What the person calls it; stands in errors. */
  readonly server: string;
  readonly version: string;
  /** Until the handshake is done. */
  readonly connectMs: number;
  readonly clock: Clock;
  /** What is shown of a text of this server's. */
  readonly hide: (text: string) => string;
  readonly events: SessionEvents;
  readonly abilities: HostAbilities;
  readonly log: Pick<Log, 'error'>;
  readonly signal: AbortSignal;
}

/** The newest first; a server that knows it not answers with one it does know. */
const versions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07'] as const;
const lists = ['tools', 'prompts', 'resources'] as const satisfies readonly Listed[];
/** Of all definitions as JSON. They are kept on disk, compared and sent to models. */
const maxToolCharacters = 4 * 1024 * 1024;

const initializedSchema = z.object({
  protocolVersion: z.string(),
  capabilities: z.record(z.string(), z.unknown()),
  serverInfo: z.looseObject({ name: z.string(), version: z.string().optional().catch(undefined) }),
  instructions: z.string().optional().catch(undefined),
});

/**
 * A session of the older era, up to 2025-11-25: a handshake, then requests both ways. Rejects with what is known of
 * why it did not come about; nothing of the server is left then.
 */
export async function openLegacySession(options: LegacySessionOptions): Promise<McpSession> {
  const { transport, server, connectMs, clock, hide, events, abilities, log, signal } = options;
  const progress = new Map<string, (progress: unknown) => void>();
  const listeners = new Map<string, Set<(params: unknown) => void>>();
  const peer = createPeer({
    server,
    hide,
    send: (message) => transport.send(message),
    answers: { ...abilities.answers, ping: async () => ({}) },
    onBug: (error) => void logBug(error, log),
    onNotification(method, params) {
      const listed = lists.find((list) => method === `notifications/${list}/list_changed`);
      if (listed !== undefined) events.onListChanged(listed);
      else if (method === 'notifications/progress') tellProgress(params);
      else if (method === 'notifications/message') events.onLog(logLine(params));
      else if (method === 'notifications/resources/updated') tellUpdated(params);
      else if (method === 'notifications/elicitation/complete') tellComplete(params);
      for (const listener of listeners.get(method) ?? []) listener(params);
    },
  });
  transport.onMessage = (message) => {
    try {
      peer.receive(message);
    } catch (error) {
      // No message ends more than itself: not every transport is ready for what its listener throws.
      logBug(error, log);
    }
  };

  function tellProgress(params: unknown): void {
    if (!isRecord(params)) return;
    const { progressToken: token, ...rest } = params;
    if (typeof token === 'string') progress.get(token)?.(rest);
  }

  function tellUpdated(params: unknown): void {
    const uri = isRecord(params) ? params['uri'] : undefined;
    if (typeof uri === 'string') events.onResourceUpdated(uri);
  }

  function tellComplete(params: unknown): void {
    const id = isRecord(params) ? params['elicitationId'] : undefined;
    if (typeof id === 'string') events.onElicitationComplete(id);
  }

  // Also while what is to be run is looked for: nothing is started any more.
  const leave = () => void transport.close({ force: true });
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  const initialized = await handshake();
  signal.removeEventListener('abort', leave);
  if (initialized instanceof AppError) {
    await transport.close({ force: true });
    signal.throwIfAborted();
    throw initialized;
  }

  async function handshake(): Promise<z.infer<typeof initializedSchema> | AppError> {
    const patience = new AbortController();
    const either = AbortSignal.any([signal, patience.signal]);
    try {
      // Whoever is to be reached may take the connection and say nothing.
      void sleep(clock, connectMs, either).then(() => patience.abort());
      await unlessAborted(transport.start(), either);
      void transport.ended.then((error) => peer.end(error ?? closed(server)));
      const answer = await peer.request(
        'initialize',
        {
          protocolVersion: versions[0],
          capabilities: abilities.capabilities,
          clientInfo: { name: 'tina', title: 'Tina', version: options.version },
        },
        either,
      );
      const parsed = initializedSchema.safeParse(answer);
      if (!parsed.success) return answerUnreadable(server, 'initialize');
      const { protocolVersion } = parsed.data;
      if (!versions.some((known) => known === protocolVersion))
        return otherVersion(server, hide(protocolVersion));
      transport.agreed?.(protocolVersion);
      await unlessAborted(peer.notify('notifications/initialized'), either);
      return parsed.data;
    } catch (error) {
      // It was not started at all, or it refused in words.
      if (error instanceof AppError && !isLost(error)) return error;
      return transport.startFailure(error);
    } finally {
      patience.abort();
    }
  }

  async function listTools(listSignal: AbortSignal): Promise<readonly ToolDefinition[]> {
    const { items, beyond } = await listPages({
      request: peer.request,
      server,
      method: 'tools/list',
      parse: parseToolPage,
      maxCharacters: maxToolCharacters,
      signal: listSignal,
    });
    // Half of what it offers would be half of what its person agreed to.
    if (beyond === 'characters') throw tooManyTools(server);
    return items;
  }

  let expected = 0;
  function expectProgress(onProgress: (progress: unknown) => void): ExpectedProgress {
    const token = `call-${++expected}`;
    progress.set(token, onProgress);
    return { token, end: () => void progress.delete(token) };
  }

  async function callTool({
    name,
    input,
    signal: callSignal,
    onProgress,
  }: ToolCall): Promise<unknown> {
    const { token, end } = expectProgress(onProgress);
    try {
      const params = { name, arguments: input ?? {}, _meta: { progressToken: token } };
      return await peer.request('tools/call', params, callSignal);
    } catch (error) {
      if (error instanceof UrlsNeeded) throw error;
      const said = error instanceof AppError ? error.details?.['said'] : undefined;
      if (typeof said !== 'string' || (error as AppError).code !== 'mcp-request-failed')
        throw error;
      return { content: [{ type: 'text', text: said }], isError: true };
    } finally {
      end();
    }
  }

  const { serverInfo, capabilities, instructions } = initialized;
  return {
    era: 'legacy',
    facts: {
      name: serverInfo.name,
      version: serverInfo.version,
      instructions,
      capabilities,
    },
    ended: transport.ended.then((error) => ({ error })),
    async ping(pingSignal) {
      try {
        await peer.request('ping', undefined, pingSignal);
      } catch (error) {
        // Refused in words is answered.
        if (!(error instanceof AppError) || error.code !== 'mcp-request-failed') throw error;
      }
    },
    close: (how) => transport.close(how),
    listTools: async (listSignal) =>
      capabilities['tools'] === undefined ? [] : listTools(listSignal),
    callTool,
    request: peer.request,
    notify: peer.notify,
    onNotification(method, listener) {
      const others = listeners.get(method) ?? new Set();
      listeners.set(method, others.add(listener));
      return () => void others.delete(listener);
    },
    expectProgress,
  };
}

/** Rejects with the reason of the signal where that comes first; what becomes of the work nobody hears then. */
async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const leave = () => aborted.reject(signal.reason);
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  try {
    await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

function isLost({ details }: AppError): boolean {
  const cause = details?.['cause'];
  return cause === 'crashed' || cause === 'closed';
}

function closed(server: string): AppError {
  return new AppError('mcp-connection-failed', 'The connection was closed.', {
    details: { server, cause: 'closed' },
  });
}

function tooManyTools(server: string): AppError {
  return new AppError(
    'mcp-connection-failed',
    'The server describes more tools than Tina can take.',
    {
      details: { server, cause: 'tools-too-large' },
    },
  );
}

function otherVersion(server: string, version: string): AppError {
  return new AppError(
    'mcp-connection-failed',
    'The server speaks a version of the protocol that Tina does not.',
    { details: { server, cause: 'version-unknown', version: version.slice(0, 50) } },
  );
}

function logLine(params: unknown): string {
  const { level, logger, data } = isRecord(params) ? params : {};
  const words = typeof data === 'string' ? data : written(data);
  const from = [level, typeof logger === 'string' ? `[${logger}]` : undefined];
  return [...from, words].filter((word) => typeof word === 'string').join(' ');
}

function written(data: unknown): string {
  try {
    return JSON.stringify(data) ?? '';
  } catch {
    // What parses it does not call itself, and what writes it does.
    return '[nested too deeply]';
  }
}
