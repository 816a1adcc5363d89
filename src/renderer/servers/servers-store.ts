import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Clock } from '../../shared/clock.ts';
import type { McpUpdate } from '../../shared/contract/mcp-events.ts';
import type { ServerConfig } from '../../shared/contract/mcp-server.ts';
import type { SignInState } from '../../shared/contract/mcp-sign-in.ts';
import type { ServerTool } from '../../shared/contract/mcp.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { followStream } from '../bridge/follow-stream.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { createFrameQueue } from '../chat/frame-queue.ts';
import type { ScheduleFrame } from '../chat/frame-queue.ts';
import { foldServers } from './fold-servers.ts';
import type { LiveServers } from './fold-servers.ts';

export interface ServersState {
  /** In the order they were added; null: not read yet. */
  readonly configs: readonly ServerConfig[] | null;
  readonly live: LiveServers | null;
  /** By server; absent: not read yet. */
  readonly tools: Readonly<Record<string, readonly ServerTool[]>>;
  /** By server; absent: nobody signs in to it, or it was not read yet. */
  readonly signIns: Readonly<Record<string, SignInState>>;
  /** What keeps it from being read now; what was read stays. */
  readonly error: AppError | null;
}

export interface Servers {
  readonly store: StoreApi<ServersState>;
  /** Reads the list again, for whoever changed it and needs it now. */
  readonly reload: () => Promise<void>;
  readonly close: () => void;
}

/** The MCP servers as the core knows them, kept up to date until it is closed. */
export function createServers(
  { client, connected }: Pick<Bridge, 'client' | 'connected'>,
  clock: Clock,
  random: () => number,
  schedule: ScheduleFrame,
): Servers {
  const store = createStore<ServersState>(() => ({
    configs: null,
    live: null,
    tools: {},
    signIns: {},
    error: null,
  }));
  const ended = new AbortController();
  const { signal } = ended;
  const { mcp } = client;
  const toolReaders = new Map<string, () => Promise<void>>();
  let cursor: string | undefined;

  const readList = inTurn(() =>
    kept(async () => {
      const { servers } = await mcp.servers(undefined, { signal });
      store.setState({ configs: servers, error: null });
      // Of a new one nobody says that its tools changed.
      for (const { id } of servers) if (!toolReaders.has(id)) void readTools(id); // keeps its error itself
    }),
  );

  const readSignIns = inTurn(() =>
    kept(async () => {
      const { signIns } = await mcp.signIns(undefined, { signal });
      store.setState({ signIns: Object.fromEntries(signIns.map((one) => [one.server, one])) });
    }),
  );

  /** Throws nothing: what fails is kept for the page, unless it is a connection that all of the page speaks of. */
  async function kept(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (failure) {
      const error = toAppError(failure);
      // A server that was removed meanwhile has no tools to be missed.
      if (!signal.aborted && error.code !== 'network-failed' && error.code !== 'not-found')
        store.setState({ error });
    }
  }

  function readTools(server: string): Promise<void> {
    const reader =
      toolReaders.get(server) ??
      inTurn(() =>
        kept(async () => {
          const { tools } = await mcp.tools({ server }, { signal });
          store.setState((state) => ({ tools: { ...state.tools, [server]: tools } }));
        }),
      );
    toolReaders.set(server, reader);
    return reader();
  }

  function take(updates: readonly McpUpdate[]): void {
    const before = store.getState().live;
    const live = updates.reduce<LiveServers | null>(foldServers, before);
    if (live === null) return;
    store.setState({ live, error: null });
    if (live.listRevision !== before?.listRevision) void readList(); // keeps its error itself
    const isSameList = live.listRevision === before?.listRevision;
    if (!isSameList || live.signInRevision !== before.signInRevision) void readSignIns(); // the same
    for (const [server, revision] of Object.entries(live.toolRevisions))
      if (revision !== before?.toolRevisions[server]) void readTools(server); // the same
  }

  // What comes fast is drawn once a frame.
  const queue = createFrameQueue(schedule, take);

  async function* open(): AsyncGenerator<McpUpdate, void, void> {
    const after = cursor === undefined ? {} : { after: cursor };
    for await (const update of await mcp.watch(after, { signal })) {
      // A gap: what is missing is asked for from the place where we are.
      if (update.type === 'events' && update.after !== cursor) return;
      cursor = update.cursor;
      yield update;
    }
  }

  void followStream({
    connected,
    open,
    onValue: queue.push,
    onError: (error) => store.setState({ error }),
    signal,
    clock,
    random,
  }); // ends with the store

  return {
    store,
    reload: readList,
    close() {
      ended.abort();
      queue.close();
    },
  };
}

/** One reading at a time: who asks meanwhile gets one that began after they asked. */
function inTurn(read: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  function begin(): Promise<void> {
    const reading = read().finally(() => {
      if (running === reading) running = null;
    });
    running = reading;
    return reading;
  }

  return () => {
    if (running === null) return begin();
    next ??= running.then(() => {
      next = null;
      return begin();
    });
    return next;
  };
}
