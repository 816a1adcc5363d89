import type { Clock } from '../../../shared/clock.ts';
import type { Model } from '../../../shared/contract/providers.ts';
import type { Log } from '../../host.ts';
import { assertBaseUrlAllowed } from '../../base-url.ts';
import type { Batches } from '../batches.ts';
import type { Provider, ProviderEntry, ProviderOptions } from '../provider.ts';

/** A client that nobody needed for so long is let go of. */
const idleMs = 5 * 60_000;
const sweepMs = 60_000;

/** What a client is made with: another key or another address is another client. */
export type Made = Pick<ProviderOptions, 'apiKey' | 'baseUrl' | 'headers'>;

/** The clients of vendors that are in use, made on first use and let go of when nobody needs them. */
export interface Pool {
  /**
   * Asks with a client of the pool, for as long as each call lasts. Throws an AppError if no key may go to
   * that address.
   */
  client(entry: ProviderEntry, made: Made): Provider;
  /** Lets go of clients of this provider that were made with anything else, once their calls are over. */
  keepOnly(entry: ProviderEntry, made: readonly Made[]): void;
  /** Lends one made for this use alone. */
  borrow<Result>(
    entry: ProviderEntry,
    made: Made,
    use: (provider: Provider) => Promise<Result>,
  ): Promise<Result>;
  dispose(): Promise<void>;
}

interface Client {
  readonly entry: string;
  readonly provider: Promise<Provider>;
  /** Calls that run. */
  users: number;
  idleSince: number;
  /** Nobody gets it any more. */
  isLeaving: boolean;
}

export function createPool({
  clock,
  log,
}: {
  readonly clock: Clock;
  readonly log: Pick<Log, 'info'>;
}): Pool {
  const clients = new Map<string, Client>();
  /** By provider and address, for clients that are made later or with another key. */
  const lists = new Map<string, readonly Model[]>();
  let cancelSweep: (() => void) | undefined;

  async function make(entry: ProviderEntry, made: Made): Promise<Provider> {
    const create = await entry.load();
    const knownModel = (model: string) =>
      lists.get(placeOf(entry, made))?.find(({ id }) => id === model);
    return create({ ...made, knownModel, log });
  }

  function sweep(): void {
    for (const [name, client] of clients) {
      if (client.users > 0 || clock.now() - client.idleSince < idleMs) continue;
      clients.delete(name);
      void dispose(client.provider);
    }
    cancelSweep = clients.size === 0 ? undefined : clock.after(sweepMs, sweep);
  }

  function take(entry: ProviderEntry, made: Made): Client {
    const name = nameOf(entry, made);
    const found = clients.get(name);
    if (found !== undefined) {
      found.users++;
      return found;
    }
    const provider = make(entry, made);
    const client = { entry: entry.id, provider, users: 1, idleSince: 0, isLeaving: false };
    clients.set(name, client);
    cancelSweep ??= clock.after(sweepMs, sweep);
    // One that could not be made must not be kept.
    provider.catch(() => {
      if (clients.get(name) === client) clients.delete(name);
    });
    return client;
  }

  function giveBack(client: Client): void {
    client.users--;
    client.idleSince = clock.now();
    if (client.users === 0 && client.isLeaving) void dispose(client.provider);
  }

  /** Ends when nobody uses it; nobody new gets it. */
  function letGo(name: string, client: Client): void {
    clients.delete(name);
    client.isLeaving = true;
    if (client.users === 0) void dispose(client.provider);
  }

  function batchesOf(lend: () => Client): Batches {
    async function use<Result>(run: (batches: Batches) => Promise<Result>): Promise<Result> {
      const client = lend();
      try {
        return await run(batchesIn(await client.provider));
      } finally {
        giveBack(client);
      }
    }
    return {
      create: (prompts, call) => use((batches) => batches.create(prompts, call)),
      status: (id, call) => use((batches) => batches.status(id, call)),
      async *results(id, prompts, call) {
        const client = lend();
        try {
          yield* batchesIn(await client.provider).results(id, prompts, call);
        } finally {
          giveBack(client);
        }
      },
      cancel: (id, call) => use((batches) => batches.cancel(id, call)),
    };
  }

  return {
    client(entry, made) {
      const { id, name } = entry;
      if (made.baseUrl !== undefined) assertBaseUrlAllowed(made.baseUrl);

      async function use<Result>(run: (provider: Provider) => Promise<Result>): Promise<Result> {
        const client = take(entry, made);
        try {
          return await run(await client.provider);
        } finally {
          giveBack(client);
        }
      }

      return {
        id,
        name,
        models: (call) =>
          use(async (provider) => {
            const models = await provider.models(call);
            lists.set(placeOf(entry, made), models);
            return models;
          }),
        check: (call) => use((provider) => provider.check(call)),
        async *stream(request, call) {
          const client = take(entry, made);
          try {
            yield* (await client.provider).stream(request, call);
          } finally {
            giveBack(client);
          }
        },
        complete: (request, call) => use((provider) => provider.complete(request, call)),
        countTokens: (request, call) => use((provider) => provider.countTokens(request, call)),
        ...(entry.batchPrice === undefined ? {} : { batches: batchesOf(() => take(entry, made)) }),
        // The client is the pool's.
        dispose: () => Promise.resolve(),
      };
    },
    keepOnly(entry, made) {
      const names = new Set(made.map((each) => nameOf(entry, each)));
      for (const [name, client] of clients)
        if (client.entry === entry.id && !names.has(name)) letGo(name, client);
    },
    async borrow(entry, made, use) {
      if (made.baseUrl !== undefined) assertBaseUrlAllowed(made.baseUrl);
      const provider = make(entry, made);
      try {
        return await use(await provider);
      } finally {
        await dispose(provider);
      }
    },
    async dispose() {
      cancelSweep?.();
      cancelSweep = undefined;
      const all = [...clients.values()];
      clients.clear();
      await Promise.all(all.map(({ provider }) => dispose(provider)));
    },
  };
}

function batchesIn({ name, batches }: Provider): Batches {
  if (batches === undefined) throw new Error(`${name} says that it answers batches and does not.`);
  return batches;
}

function placeOf({ id }: ProviderEntry, { baseUrl }: Made): string {
  return JSON.stringify([id, baseUrl]);
}

function nameOf({ id }: ProviderEntry, { apiKey, baseUrl, headers }: Made): string {
  return JSON.stringify([id, apiKey, baseUrl, headers]);
}

async function dispose(provider: Promise<Provider>): Promise<void> {
  try {
    await (await provider).dispose();
  } catch {
    // It was never made, or is gone already: there is nothing to let go of.
  }
}
