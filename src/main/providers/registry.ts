import type { ModelRef } from '../../shared/contract/conversations.ts';
import type { KeyStatus, Model, ProviderInfo } from '../../shared/contract/providers.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import type { Log } from '../host.ts';
import { logBug } from '../log-bug.ts';
import { answerInTime } from './answer-in-time.ts';
import { originOf } from '../base-url.ts';
import { builtInEntries } from './built-in-entries.ts';
import { costOf as costOfUsage } from './catalogue/cost-of.ts';
import type { Batches } from './batches.ts';
import { createCredentials } from './credentials.ts';
import type { CredentialsOptions, GivenHeader } from './credentials.ts';
import { customEntry } from './custom/entry.ts';
import { createFoundServers } from './found-servers.ts';
import { createModelLists } from './model-lists.ts';
import type { ModelLists } from './model-lists.ts';
import type { Provider, ProviderEntry } from './provider.ts';
import { createProviderInstances } from './provider-instances.ts';
import type { ResponseCache } from './policies/cache/response-cache.ts';
import type { CallContext, RecordedAttempt } from './policies/compose.ts';
import { checkKeys } from './policies/keys/check-keys.ts';
import { createPolicies } from './policies/policies.ts';
import type { Policies } from './policies/policies.ts';
import { createPool } from './policies/pool.ts';
import type { ProviderHealth } from './policies/shared-state.ts';
import type { Budget } from './policies/with-budget.ts';
import type { CostOf } from './policies/with-record.ts';
import { usualModel } from './usual-model.ts';

export interface RegistryOptions extends CredentialsOptions {
  readonly entries?: readonly ProviderEntry[];
  readonly settings: () => Settings;
  readonly record: (attempt: RecordedAttempt) => void;
  /** Absent: there is no limit to what is spent. */
  readonly budget?: Budget;
  /** Absent: answers are not kept, whatever the settings say. */
  readonly cache?: ResponseCache;
  readonly clock: Clock;
  readonly log: Log;
  /** From 0 to 1, so that not everybody tries again at the same moment. */
  readonly random?: () => number;
}

export interface KeyHealth {
  readonly last4: string;
  /** Ms since 1970 until which it is left alone; null: it is not. */
  readonly asideUntil: number | null;
  /** It was meant for this origin, and is not used. */
  readonly forOrigin?: string;
}

/** What somebody typed, in place of what is kept. */
export interface Tried {
  readonly key?: string | undefined;
  readonly baseUrl?: string | undefined;
  /** Of a custom one, all of them; one without a value keeps the one it has. */
  readonly headers?: readonly GivenHeader[] | undefined;
  /** Of a custom one: the models its person names. */
  readonly models?: readonly string[] | undefined;
}

export interface Registry {
  list(): ProviderInfo[];
  keyStatus(id: string): KeyStatus;
  /** Of the address a provider is asked at now: a key that is stored now is for it alone. */
  originOf(id: string): string | null;
  /** Resolves when it is known, or soon, which servers on this machine answer; asks them if nobody did yet. */
  lookAround(): Promise<void>;
  defaultModel(): ModelRef | null;
  /** What is known of it; undefined if nobody lists it. */
  model(ref: ModelRef): Promise<Model | undefined>;
  countsTokens(id: string): boolean;
  models: ModelLists['get'];
  /** Without asking a vendor: of the last list, or else of the shipped one. */
  knownModel: ModelLists['find'];
  knownModels: ModelLists['known'];
  priceOf: ModelLists['priceOf'];
  /**
   * Throws an AppError that says what is wrong, and of several keys with which. With an address and no key, the kept
   * ones are tried only if they were meant for that address; so are the values of headers.
   */
  check(id: string, tried: Tried, signal: AbortSignal): Promise<void>;
  /**
   * Ready to be asked, with every policy around it. Rejects with `unknown-provider` or `authentication-failed`
   * if it cannot be, unless another model would be asked instead.
   */
  get(id: string, call: CallContext): Promise<Provider>;
  /**
   * Many prompts at once, for `batchPrice` of the usual; undefined: its vendor answers no batches. Each result that is
   * read leaves its record. Nothing is retried and nothing is kept here: a batch lives for a day, and whoever keeps
   * its id and its prompts asks about each prompt until it has its result, and not again.
   */
  batches(id: string, call: CallContext): Promise<Batches | undefined>;
  /** How it did lately, and what is done about it. */
  health(id: string): ProviderHealth & { readonly keys: readonly KeyHealth[] };
  /** Attempts recorded before this start, for `health`. */
  seedHealth: Policies['seed'];
  /** Told when the health of a provider changes, and of every limit a vendor names. */
  listen: Policies['listen'];
  dispose(): Promise<void>;
}

export function createRegistry(options: RegistryOptions): Registry {
  const { settings, clock, log, entries: builtIn = builtInEntries } = options;
  const { random = Math.random } = options;
  const onBug = (error: unknown) => logBug(error, log);
  const credentials = createCredentials(options);
  const pool = createPool({ clock, log });
  const instances = createProviderInstances(credentials, pool);
  const ended = new AbortController();
  const servers = createFoundServers({
    credentials,
    instances,
    clock,
    ended: ended.signal,
    onBug,
  });
  const lists = createModelLists({
    entries,
    credentials,
    instances,
    servers,
    overrides: () => settings().modelOverrides,
    clock,
    onBug,
  });

  /** Those that came with Tina, and those a person described as the settings now hold them. */
  function entries(): readonly ProviderEntry[] {
    return [...builtIn, ...settings().customProviders.map(customEntry)];
  }

  function isReady(entry: ProviderEntry): boolean {
    return credentials.isReady(entry) && (entry.kind !== 'local' || servers.isFound(entry));
  }

  function entryOf(id: string): ProviderEntry {
    const entry = entries().find((candidate) => candidate.id === id);
    if (entry !== undefined) return entry;
    const removed = settings().removedProviders.find((provider) => provider.id === id);
    throw removed === undefined ? providerUnknown(id) : providerRemoved(removed);
  }

  function triedEntry(id: string, { models }: Tried): ProviderEntry {
    const custom = settings().customProviders.find((provider) => provider.id === id);
    return custom === undefined || models === undefined
      ? entryOf(id)
      : customEntry({ ...custom, models });
  }

  const costOf: CostOf = (provider, model, usage) =>
    costOfUsage(lists.priceOf({ provider, model }), usage);

  const policies = createPolicies({
    settings,
    clientsOf: (id) => instances.all(entryOf(id)),
    baseUrlOf(id) {
      const entry = entries().find((candidate) => candidate.id === id);
      return entry === undefined ? undefined : credentials.baseUrl(entry)?.value;
    },
    modelOf: lists.find,
    record: options.record,
    costOf,
    budget: options.budget,
    cache: options.cache,
    clock,
    random,
    onBug,
  });

  return {
    list: () =>
      entries().map((entry) => ({
        id: entry.id,
        name: entry.name,
        kind: entry.kind ?? (entry.needsKey ? 'vendor' : 'built-in'),
        needsKey: entry.needsKey,
        ...(entry.keyPage === undefined ? {} : { keyPage: entry.keyPage }),
        key: credentials.status(entry),
        keys: credentials.statuses(entry).map(({ id, value, status }) => ({
          ...status,
          id,
          ...definedOnly({ asideUntil: policies.health(entry.id).asideUntil(value) ?? undefined }),
        })),
        baseUrl: credentials.baseUrl(entry),
        ...definedOnly({ headers: credentials.headerStatus(entry) }),
        ...(entry.kind === 'custom'
          ? { namedModels: entry.shippedModels.map((model) => model.id) }
          : {}),
        ready: isReady(entry),
      })),
    lookAround: lists.lookAround,
    keyStatus: (id) => credentials.status(entryOf(id)),
    originOf: (id) => originOf(credentials.baseUrl(entryOf(id))?.value) ?? null,
    defaultModel() {
      const chosen = settings().defaultModel;
      const all = entries();
      const ready = all.filter(isReady);
      // A server on this machine that is down stays the choice: to be told so is better than to pay another.
      const canStay = (entry: ProviderEntry) => entry.kind === 'local' || ready.includes(entry);
      if (chosen !== null && all.some((entry) => entry.id === chosen.provider && canStay(entry)))
        return chosen;
      const first = ready.find(({ shippedModels }) => shippedModels.length > 0);
      const model = first && usualModel(first.shippedModels, lists.listed(first.id));
      return model === undefined ? null : { provider: model.provider, model: model.id };
    },
    models: lists.get,
    knownModel: lists.find,
    knownModels: lists.known,
    priceOf: lists.priceOf,
    async model({ provider, model }) {
      const { signal } = new AbortController();
      await lists.get({ refresh: false, signal });
      return lists.find({ provider, model });
    },
    countsTokens: (id) => entryOf(id).countsTokens ?? false,
    async check(id, tried, signal) {
      const entry = triedEntry(id, tried);
      const inUse = credentials.baseUrl(entry)?.value;
      const baseUrl = tried.baseUrl ?? inUse;
      const shown = credentials.statuses(entry);
      const numberOf = (key: string | undefined) =>
        shown.findIndex(({ value }) => value === key) + 1;
      const keys = tried.key === undefined ? credentials.keys(entry, baseUrl) : [tried.key];
      const headers =
        tried.headers === undefined
          ? credentials.headers(entry, baseUrl)
          : credentials.triedHeaders(entry, tried.headers, baseUrl);
      const numbered = keys.map((value) => ({ value, number: numberOf(value) }));
      await checkKeys(entry, numbered, (key) =>
        instances.borrow(entry, { key, baseUrl, headers }, (provider) =>
          answerInTime(entry.name, signal, (limited) => provider.check({ signal: limited })),
        ),
      );
      if (baseUrl === inUse) policies.forgive(id);
    },
    get: async (id, call) => policies.provider(id, call),
    batches: async (id, call) => policies.batches(id, entryOf(id).batchPrice ?? 1, call),
    health(id) {
      const health = policies.health(id);
      return {
        ...health,
        keys: credentials.statuses(entryOf(id)).map(({ value, status }) => ({
          last4: status.last4 ?? '',
          asideUntil: health.asideUntil(value),
          ...(status.forOrigin === undefined ? {} : { forOrigin: status.forOrigin }),
        })),
      };
    },
    seedHealth: policies.seed,
    listen: policies.listen,
    async dispose() {
      lists.close();
      ended.abort();
      await pool.dispose();
    },
  };
}

function providerUnknown(id: string): AppError {
  return new AppError('unknown-provider', `There is no provider named ${id}.`, {
    situation: 'provider-unknown',
    details: { provider: id },
  });
}

function providerRemoved({ id, name }: Settings['removedProviders'][number]): AppError {
  return new AppError(
    'unknown-provider',
    `${name} was removed from the settings. Choose another model for this conversation.`,
    { situation: 'provider-removed', details: { provider: id, providerName: name } },
  );
}

function definedOnly<Fields extends object>(
  fields: Fields,
): {
  [Key in keyof Fields]?: Exclude<Fields[Key], undefined>;
} {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
    // The fields that are there are those of before.
  ) as { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };
}
