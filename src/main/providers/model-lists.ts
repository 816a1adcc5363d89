import { sleep } from '../../shared/clock.ts';
import type { Clock } from '../../shared/clock.ts';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import type { Model, Price } from '../../shared/contract/providers.ts';
import type { ModelOverride } from '../../shared/contract/settings.ts';
import { AppError, toWire } from '../../shared/errors.ts';
import type { WireError } from '../../shared/errors.ts';
import { answerInTime } from './answer-in-time.ts';
import { findInCatalogue } from './catalogue/catalogue.ts';
import type { CatalogueEntry } from './catalogue/catalogue.ts';
import { mergeModel } from './catalogue/merge-model.ts';
import type { Credentials } from './credentials.ts';
import { isWithoutList } from './is-without-list.ts';
import { leaving } from './leaving.ts';
import type { OnBug } from './end-once.ts';
import type { FoundServers } from './found-servers.ts';
import { withSomeKey } from './policies/keys/with-some-key.ts';
import type { ProviderEntry } from './provider.ts';
import type { ProviderInstances } from './provider-instances.ts';

export interface ModelList {
  readonly models: readonly Model[];
  readonly sources: readonly {
    provider: string;
    source: 'live' | 'named' | 'shipped' | 'built-in';
    error?: WireError;
  }[];
}

/** The models of all providers: one request for everybody who asks meanwhile. */
export interface ModelLists {
  /** Aborting leaves the wait; the request goes on for the others. */
  get(options: { refresh: boolean; signal: AbortSignal }): Promise<ModelList>;
  /** Asks the servers on this machine, where nobody did yet, and waits for them no longer than a list would. */
  lookAround(): Promise<void>;
  /** What was found last, or is shipped: without asking anybody. */
  known(): ModelList;
  /** What a provider itself said last; undefined: it was not asked, or did not answer. */
  listed(provider: string): readonly Model[] | undefined;
  /** Of those known. */
  find(ref: ModelRef): Model | undefined;
  /** Of any model that somebody knows a price of, listed or not. */
  priceOf(ref: ModelRef): Price | undefined;
  /** Ends requests that still run. */
  close(): void;
}

export function createModelLists({
  entries,
  credentials,
  instances,
  servers,
  overrides,
  clock,
  onBug,
}: {
  entries: () => readonly ProviderEntry[];
  credentials: Credentials;
  instances: ProviderInstances;
  servers: FoundServers;
  /** By `provider/model`. */
  overrides: () => Readonly<Record<string, ModelOverride>>;
  clock: Clock;
  onBug: OnBug;
}): ModelLists {
  const ended = new AbortController();
  /** As the vendors said it. */
  let found: ModelList = {
    models: entries().flatMap(({ shippedModels }) => shippedModels),
    sources: [],
  };
  let kept: { readonly with: string; readonly list: Promise<ModelList> } | null = null;

  /** `onLate` is called when a server on this machine answers after the list was made without it. */
  async function ask(refresh: boolean, onLate: () => void): Promise<ModelList> {
    const all = entries();
    const done = new AbortController();
    const others = new Map(
      all.filter((entry) => !isLocal(entry)).map((entry) => [entry.id, modelsOf(entry)] as const),
    );
    // Nobody waits for a server that may not be there: a moment after the others the list is complete.
    const patience = Promise.all(others.values())
      .then(() => sleep(clock, momentMs, done.signal))
      .then(() => 'waited' as const);
    const asked = await Promise.all(
      all.map((entry) => others.get(entry.id) ?? localModelsOf(entry, refresh, patience, onLate)),
    );
    done.abort();
    const lists = asked.filter((one) => one !== undefined);
    found = {
      models: lists.flatMap(({ models }) => models.slice(0, maxModels)),
      sources: lists.map(({ source }) => source),
    };
    return found;
  }

  async function localModelsOf(
    entry: ProviderEntry,
    refresh: boolean,
    patience: Promise<'waited'>,
    onLate: () => void,
  ): Promise<Listed | undefined> {
    const look = servers.look(entry, { refresh });
    const models = await Promise.race([look, patience]);
    if (models === undefined) return undefined;
    if (models !== 'waited') return { models, source: { provider: entry.id, source: 'live' } };
    void look.then((late) => late !== undefined && onLate());
    return undefined;
  }

  async function modelsOf(entry: ProviderEntry): Promise<Listed> {
    const { id, name, kind, needsKey, shippedModels: models } = entry;
    if (!needsKey && kind === undefined)
      return { models, source: { provider: id, source: 'built-in' } };
    if (!credentials.isReady(entry)) return { models, source: { provider: id, source: 'shipped' } };
    try {
      const live = await answerInTime(name, ended.signal, (signal) =>
        withSomeKey(instances.all(entry), ({ provider }) => provider.models({ signal })),
      );
      return { models: withNamed(entry, live), source: { provider: id, source: 'live' } };
    } catch (error) {
      if (isNamed(entry) && isWithoutList(error))
        return { models, source: { provider: id, source: 'named' } };
      const isBug = !(error instanceof AppError) && !ended.signal.aborted;
      const wire = toWire(error, isBug ? onBug(error) : undefined);
      return { models, source: { provider: id, source: 'shipped', error: wire } };
    }
  }

  const overrideOf = ({ provider, model }: ModelRef) => overrides()[`${provider}/${model}`];

  function knownOf({ provider, model }: ModelRef): CatalogueEntry | undefined {
    const isHere = entries().some((entry) => entry.id === provider && isLocal(entry));
    if (!isHere) return findInCatalogue(provider, model, clock.now());
    return passedOn.test(model) ? undefined : onThisMachine;
  }

  function merged(listed: Model): Model {
    const ref = { provider: listed.provider, model: listed.id };
    return mergeModel(listed, knownOf(ref), overrideOf(ref));
  }

  const mergedAll = ({ models, sources }: ModelList) => ({ models: models.map(merged), sources });

  const findListed = (ref: ModelRef) =>
    found.models.find(({ provider, id }) => provider === ref.provider && id === ref.model);

  return {
    known: () => mergedAll(found),
    find(ref) {
      const listed = findListed(ref);
      return listed === undefined ? undefined : merged(listed);
    },
    listed(provider) {
      const isLive = found.sources.some(
        ({ provider: id, source }) => id === provider && (source === 'live' || source === 'named'),
      );
      return isLive ? found.models.filter((model) => model.provider === provider) : undefined;
    },
    priceOf: (ref) => overrideOf(ref)?.price ?? findListed(ref)?.price ?? knownOf(ref)?.price,
    async get({ refresh, signal }) {
      const current = JSON.stringify(
        entries().map((entry) => [
          entry.id,
          entry.name,
          credentials.isReady(entry) && [credentials.key(entry), credentials.headers(entry)],
          credentials.baseUrl(entry),
          isNamed(entry) && entry.shippedModels.map((model) => model.id),
        ]),
      );
      if (!refresh && kept?.with === current) return mergedAll(await leaving(kept.list, signal));
      const forget = () => {
        if (kept === asked) kept = null;
      };
      const asked = { with: current, list: ask(refresh, forget) };
      kept = asked;
      // A list that could not be had from the vendor is asked for again next time.
      void asked.list.then(({ sources }) => {
        if (sources.some(({ error }) => error !== undefined)) forget();
      });
      return mergedAll(await leaving(asked.list, signal));
    },
    async lookAround() {
      const done = new AbortController();
      const looks = entries()
        .filter(isLocal)
        .map((entry) => servers.look(entry, { refresh: false }));
      await Promise.race([Promise.all(looks), sleep(clock, momentMs, done.signal)]);
      done.abort();
    },
    close: () => ended.abort(),
  };
}

/** Nobody asks money for what one's own machine does. */
const onThisMachine: CatalogueEntry = { price: { input: 0, output: 0 } };

/** `gpt-oss:120b-cloud`, `glm-4.6:cloud`: Ollama hands them to its own cloud (docs.ollama.com/cloud). */
const passedOn = /[:-]cloud$/;

/** Of one provider: several times what the largest has. The page must stay usable, whatever a server says. */
const maxModels = 2000;

/** A server on this machine that is there answers sooner. */
const momentMs = 300;

interface Listed {
  readonly models: readonly Model[];
  readonly source: ModelList['sources'][number];
}

/** Its person said which models it has. */
function isNamed({ kind, shippedModels }: ProviderEntry): boolean {
  return kind === 'custom' && shippedModels.length > 0;
}

/** First those that only its person knows of. */
function withNamed(entry: ProviderEntry, live: readonly Model[]): readonly Model[] {
  if (!isNamed(entry)) return live;
  const listed = new Set(live.map(({ id }) => id));
  return [...entry.shippedModels.filter(({ id }) => !listed.has(id)), ...live];
}

function isLocal({ kind }: ProviderEntry): boolean {
  return kind === 'local';
}
