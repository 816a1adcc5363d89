import type { ServerEra } from '../../../../../shared/contract/mcp-events.ts';
import type { AppError } from '../../../../../shared/errors.ts';
import type { Connection, ConnectionEnd } from '../connection.ts';

export interface FakeConnection extends Connection {
  readonly number: number;
  /** Ends by itself. */
  end(error?: AppError): void;
  readonly closed: { times: number; forced: boolean };
}

export interface FakeServer {
  readonly connections: readonly FakeConnection[];
  /** How many are there that were not closed and did not end. */
  readonly alive: number;
  /** The most that were there at a time, counting those that are being made. */
  readonly mostAtOnce: number;
  readonly pings: number;
  connect(options: { readonly signal: AbortSignal }): Promise<FakeConnection>;
  /** Of the oldest connect that still waits. */
  accept(era?: ServerEra): void;
  refuse(error: unknown): void;
  readonly waiting: number;
  /** What a ping does from now on. */
  answersPings: boolean;
  /** Closing waits for `letGo`. */
  clings: boolean;
  /** What ends by itself leaves something behind, and closing it waits for `letGo`. */
  leavesChildren: boolean;
  letGo(): void;
  /** Connecting does not notice that it is aborted. */
  isDeaf: boolean;
}

/** The far end of the seam, moved by hand. */
export function createFakeServer(): FakeServer {
  const connections: FakeConnection[] = [];
  let waiting: { accept(era: ServerEra): void; refuse(error: unknown): void }[] = [];
  const here = new Set<object>();
  let mostAtOnce = 0;
  let pings = 0;
  let holding: (() => void)[] = [];

  const arrive = (thing: object) => {
    here.add(thing);
    mostAtOnce = Math.max(mostAtOnce, here.size);
  };

  const server: FakeServer = {
    connections,
    get alive() {
      return here.size;
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
    get pings() {
      return pings;
    },
    get waiting() {
      return waiting.length;
    },
    answersPings: true,
    clings: false,
    leavesChildren: false,
    isDeaf: false,
    letGo() {
      for (const go of holding) go();
      holding = [];
    },
    accept: (era = 'legacy') => waiting.shift()?.accept(era),
    refuse: (error) => waiting.shift()?.refuse(error),
    connect({ signal }) {
      return new Promise((resolve, reject) => {
        const thing = {};
        arrive(thing);
        const leave = () => {
          waiting = waiting.filter((one) => one !== attempt);
          here.delete(thing);
          reject(signal.reason as Error);
        };
        const attempt = {
          accept(era: ServerEra) {
            signal.removeEventListener('abort', leave);
            const connection = createConnection(thing, era);
            connections.push(connection);
            resolve(connection);
          },
          refuse(error: unknown) {
            signal.removeEventListener('abort', leave);
            here.delete(thing);
            reject(error);
          },
        };
        if (!server.isDeaf) signal.addEventListener('abort', leave, { once: true });
        waiting.push(attempt);
      });
    },
  };

  function createConnection(thing: object, era: ServerEra): FakeConnection {
    const ended = Promise.withResolvers<ConnectionEnd>();
    const closed = { times: 0, forced: false };
    return {
      number: connections.length,
      era,
      ended: ended.promise,
      closed,
      end(error) {
        if (!server.leavesChildren) here.delete(thing);
        ended.resolve({ error: error ?? null });
      },
      async ping() {
        pings++;
        if (!server.answersPings) await new Promise(() => {});
      },
      async close({ force }) {
        closed.times++;
        closed.forced ||= force;
        if (server.leavesChildren || (server.clings && !force))
          await new Promise<void>((go) => holding.push(go));
        here.delete(thing);
        ended.resolve({ error: null });
      },
    };
  }

  return server;
}
