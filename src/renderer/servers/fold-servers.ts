import type {
  McpEvent,
  McpUpdate,
  RunningCall,
  ServerHealth,
  ServerStatus,
} from '../../shared/contract/mcp-events.ts';

export interface LiveServer {
  readonly status: ServerStatus;
  /** null: nothing was heard of it yet. */
  readonly health: ServerHealth | null;
}

/** What the servers are doing, by their ids, as far as the core has said so. */
export interface LiveServers {
  readonly servers: Readonly<Record<string, LiveServer>>;
  readonly calls: readonly RunningCall[];
  /** Up to which line each log goes; absent: not heard of yet. */
  readonly logs: Readonly<Record<string, number>>;
  /** Counts up whenever the list is to be read again. */
  readonly listRevision: number;
  /** The same for the tools of each server. */
  readonly toolRevisions: Readonly<Record<string, number>>;
  /** The same for what is listed and followed of each. */
  readonly resourceRevisions: Readonly<Record<string, number>>;
  /** And for its prompts. */
  readonly promptRevisions: Readonly<Record<string, number>>;
  /** The same for who is signed in. */
  readonly signInRevision: number;
}

const nothing: LiveServers = {
  servers: {},
  calls: [],
  logs: {},
  listRevision: 0,
  toolRevisions: {},
  resourceRevisions: {},
  promptRevisions: {},
  signInRevision: 0,
};

/** Takes in what came. A snapshot is the whole truth, so everything read beside it is to be read again. */
export function foldServers(live: LiveServers | null, update: McpUpdate): LiveServers {
  if (update.type === 'events') return update.events.reduce(foldEvent, live ?? nothing);
  const { listRevision, toolRevisions, promptRevisions, resourceRevisions, signInRevision } =
    live ?? nothing;
  const ids = update.servers.map(({ server }) => server);
  return {
    servers: Object.fromEntries(
      update.servers.map(({ server, status, health }) => [server, { status, health }]),
    ),
    calls: update.calls,
    logs: {},
    listRevision: listRevision + 1,
    toolRevisions: counted(toolRevisions, ids),
    promptRevisions: counted(promptRevisions, ids),
    resourceRevisions: counted(resourceRevisions, ids),
    signInRevision: signInRevision + 1,
  };
}

function foldEvent(live: LiveServers, event: McpEvent): LiveServers {
  switch (event.type) {
    case 'server-state': {
      const { server, status } = event;
      const health = live.servers[server]?.health ?? null;
      return { ...live, servers: { ...live.servers, [server]: { status, health } } };
    }
    case 'server-health': {
      const { server, health } = event;
      const before = live.servers[server];
      if (before === undefined) return live;
      return { ...live, servers: { ...live.servers, [server]: { ...before, health } } };
    }
    case 'server-removed': {
      const { server } = event;
      return {
        ...live,
        servers: without(live.servers, server),
        calls: live.calls.filter((call) => call.server !== server),
        logs: without(live.logs, server),
        toolRevisions: without(live.toolRevisions, server),
        resourceRevisions: without(live.resourceRevisions, server),
        promptRevisions: without(live.promptRevisions, server),
      };
    }
    case 'servers-changed':
      return { ...live, listRevision: live.listRevision + 1 };
    case 'sign-ins-changed':
      return { ...live, signInRevision: live.signInRevision + 1 };
    case 'tool-start': {
      const { call } = event;
      return { ...live, calls: [...live.calls.filter((other) => !isSame(other, call)), call] };
    }
    case 'tool-progress': {
      const { progress } = event;
      return {
        ...live,
        calls: live.calls.map((call) => (isSame(call, event) ? { ...call, progress } : call)),
      };
    }
    case 'tool-end':
      return { ...live, calls: live.calls.filter((call) => !isSame(call, event)) };
    case 'tools-changed':
      return {
        ...live,
        toolRevisions: { ...live.toolRevisions, ...counted(live.toolRevisions, [event.server]) },
      };
    case 'prompts-changed':
      return {
        ...live,
        promptRevisions: {
          ...live.promptRevisions,
          ...counted(live.promptRevisions, [event.server]),
        },
      };
    case 'log':
      return { ...live, logs: { ...live.logs, [event.server]: event.newest } };
    case 'resources-changed':
    case 'resource-updated':
      return {
        ...live,
        resourceRevisions: {
          ...live.resourceRevisions,
          ...counted(live.resourceRevisions, [event.server]),
        },
      };
    // Read where they are shown.
    case 'questions-changed':
      return live;
  }
}

interface CallName {
  readonly server: string;
  readonly call: string;
}

/** Only within its server a call has a name of its own. */
function isSame(one: CallName, other: CallName): boolean {
  return one.server === other.server && one.call === other.call;
}

/** Of these servers, each one further. */
function counted(
  revisions: Readonly<Record<string, number>>,
  servers: readonly string[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(servers.map((server) => [server, (revisions[server] ?? 0) + 1]));
}

function without<T>(
  record: Readonly<Record<string, T>>,
  name: string,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}
