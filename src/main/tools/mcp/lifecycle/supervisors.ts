import type { McpEvent, McpUpdate, RunningCall } from '../../../../shared/contract/mcp-events.ts';
import { sleep } from '../../../../shared/clock.ts';
import type { Clock } from '../../../../shared/clock.ts';
import type { Feed } from '../../../feed.ts';
import type { Log } from '../../../host.ts';
import { watchFeed } from '../../../watch-feed.ts';
import type { Connection, Connector } from './connection.ts';
import { createRunningCalls } from './running-calls.ts';
import { createSupervisor } from './supervisor.ts';
import type { Supervisor } from './supervisor.ts';

/** What has to be known of a server to look after it. */
export interface SupervisedServer {
  readonly id: string;
  readonly enabled: boolean;
  /** Started before it is needed. */
  readonly warm: boolean;
  /** Of what is run or asked: where it changes, what runs is no longer what is meant. */
  readonly fingerprint: string;
}

export interface SupervisorsOptions<S extends SupervisedServer, C extends Connection> {
  /** Called before the first connection of each fingerprint; `server` gives the newest configuration whenever it is asked. */
  readonly connectorFor: (server: () => S) => Connector<C>;
  readonly feed: Feed<McpEvent>;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly log: Pick<Log, 'error'>;
}

/** All servers, and one row of numbered events about them. */
export interface Supervisors<S extends SupervisedServer, C extends Connection> {
  /** The servers there are from now on. What runs goes on running where what is run did not change. */
  set(servers: readonly S[]): void;
  of(id: string): Supervisor<C> | undefined;
  /** Those that run, the oldest first. */
  readonly calls: readonly RunningCall[];
  /** Tells those who watch what is known elsewhere: calls, lists that changed, logs. */
  publish(events: readonly McpEvent[]): void;
  watch(options: {
    readonly after: string | undefined;
    readonly signal: AbortSignal;
  }): AsyncGenerator<McpUpdate, void, void>;
  /** Stops all side by side, and for good; within four seconds. The ids of those that are not gone by then. */
  stopAll(): Promise<readonly string[]>;
}

/** So long may they leave by themselves, and so long does it take at most: a door waits 4.5 s for all there is. */
const politeMs = 3000;
const stopWithinMs = 4000;

interface Entry<S, C extends Connection> {
  server: S;
  /** Of the fingerprint that the server has now. */
  connector: Connector<C> | null;
  readonly supervisor: Supervisor<C>;
}

export function createSupervisors<S extends SupervisedServer, C extends Connection>({
  connectorFor,
  feed,
  clock,
  random,
  log,
}: SupervisorsOptions<S, C>): Supervisors<S, C> {
  const entries = new Map<string, Entry<S, C>>();
  const calls = createRunningCalls();
  /** Removed, and not gone yet. */
  const leaving = new Map<string, Promise<void>>();
  let isClosed = false;

  const publish = (events: readonly McpEvent[]) => {
    for (const event of events) calls.apply(event);
    feed.publish(events);
  };

  function add(server: S): void {
    const { id } = server;
    const entry: Entry<S, C> = {
      server,
      connector: null,
      supervisor: createSupervisor({
        server: id,
        enabled: server.enabled,
        connector: {
          async connect(options) {
            await leaving.get(id);
            entry.connector ??= connectorFor(() => entry.server);
            return entry.connector.connect(options);
          },
          eraWasWrong: (error, connection) =>
            entry.connector?.eraWasWrong(error, connection) ?? false,
          proved: (connection) => entry.connector?.proved(connection),
        },
        clock,
        random,
        log,
        onState: (status) => tell(entry, { type: 'server-state', server: id, status }),
        onHealth: (health) => tell(entry, { type: 'server-health', server: id, health }),
      }),
    };
    entries.set(id, entry);
    tell(entry, { type: 'server-state', server: id, status: entry.supervisor.status });
    if (server.warm) entry.supervisor.start('warm');
  }

  /** Of a server that was removed nothing more is said. */
  function tell(entry: Entry<S, C>, event: McpEvent): void {
    if (entries.get(entry.server.id) === entry) publish([event]);
  }

  function change(entry: Entry<S, C>, server: S): void {
    const before = entry.server;
    const { supervisor } = entry;
    entry.server = server;
    if (server.enabled && !before.enabled) supervisor.enable();
    if (!server.enabled && before.enabled) void supervisor.disable();
    if (server.fingerprint !== before.fingerprint) {
      entry.connector = null;
      startOver(supervisor);
    }
    if (server.warm) supervisor.start('warm');
  }

  function remove(entry: Entry<S, C>): void {
    const { id } = entry.server;
    entries.delete(id);
    const gone = Promise.all([leaving.get(id), entry.supervisor.dispose()]).then(() => {
      if (leaving.get(id) === gone) leaving.delete(id);
    });
    leaving.set(id, gone);
    publish([{ type: 'server-removed', server: id }]);
  }

  const snapshot = (): Extract<McpUpdate, { type: 'snapshot' }> => ({
    type: 'snapshot',
    cursor: feed.cursor,
    servers: [...entries].map(
      ([
        server,
        {
          supervisor: { status, health },
        },
      ]) => ({
        server,
        status,
        health,
      }),
    ),
    calls: calls.all,
  });

  return {
    set(servers) {
      if (isClosed) return;
      const ids = new Set(servers.map(({ id }) => id));
      for (const entry of [...entries.values()]) if (!ids.has(entry.server.id)) remove(entry);
      for (const server of servers) {
        const entry = entries.get(server.id);
        if (entry === undefined) add(server);
        else change(entry, server);
      }
    },
    of: (id) => entries.get(id)?.supervisor,
    get calls() {
      return calls.all;
    },
    publish,
    watch: ({ after, signal }) => watchFeed({ feed, snapshot, after, signal, clock }),
    async stopAll() {
      isClosed = true;
      const left = new Set([...entries.keys(), ...leaving.keys()]);
      const ended = new AbortController();
      const stopped = [...entries].map(async ([id, { supervisor }]) => {
        await supervisor.dispose();
        await leaving.get(id);
        left.delete(id);
      });
      const others = [...leaving].map(async ([id, gone]) => {
        await gone;
        if (!entries.has(id)) left.delete(id);
      });
      const all = Promise.all([...stopped, ...others]).then(() => ended.abort());
      await Promise.race([all, sleep(clock, politeMs, ended.signal)]);
      for (const [id, { supervisor }] of entries)
        if (left.has(id)) void supervisor.dispose({ force: true });
      await Promise.race([all, sleep(clock, stopWithinMs - politeMs, ended.signal)]);
      feed.close();
      return [...left];
    },
  };
}

/** What is run changed: what failed before says nothing about it, and what is wanted is wanted still. */
function startOver(supervisor: Supervisor<Connection>): void {
  switch (supervisor.status.state) {
    case 'starting':
    case 'ready':
    case 'degraded':
    case 'backoff':
      return supervisor.restart('config-changed');
    case 'needs_consent':
    case 'needs_auth':
    case 'failed':
      return void supervisor.stop();
    case 'disabled':
    case 'stopped':
    case 'stopping':
  }
}
