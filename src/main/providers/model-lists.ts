import type { Model } from '../../shared/contract/providers.ts';
import { AppError, toWire } from '../../shared/errors.ts';
import type { WireError } from '../../shared/errors.ts';
import { answerInTime } from './answer-in-time.ts';
import type { Credentials } from './credentials.ts';
import type { OnBug } from './end-once.ts';
import type { ProviderEntry } from './provider.ts';
import type { ProviderInstances } from './provider-instances.ts';

export interface ModelList {
  readonly models: readonly Model[];
  readonly sources: readonly {
    provider: string;
    source: 'live' | 'shipped' | 'built-in';
    error?: WireError;
  }[];
}

/** The models of all providers: one request for everybody who asks meanwhile. */
export interface ModelLists {
  /** Aborting leaves the wait; the request goes on for the others. */
  get(options: { refresh: boolean; signal: AbortSignal }): Promise<ModelList>;
  /** Ends requests that still run. */
  close(): void;
}

export function createModelLists({
  entries,
  credentials,
  instances,
  onBug,
}: {
  entries: readonly ProviderEntry[];
  credentials: Credentials;
  instances: ProviderInstances;
  onBug: OnBug;
}): ModelLists {
  const ended = new AbortController();
  let kept: { readonly with: string; readonly list: Promise<ModelList> } | null = null;

  async function ask(): Promise<ModelList> {
    const found = await Promise.all(entries.map(modelsOf));
    return {
      models: found.flatMap(({ models }) => models),
      sources: found.map(({ source }) => source),
    };
  }

  async function modelsOf(
    entry: ProviderEntry,
  ): Promise<{ models: readonly Model[]; source: ModelList['sources'][number] }> {
    const { id, name, needsKey, shippedModels: models } = entry;
    if (!needsKey) return { models, source: { provider: id, source: 'built-in' } };
    if (!credentials.isReady(entry)) return { models, source: { provider: id, source: 'shipped' } };
    try {
      const provider = await instances.get(entry);
      const live = await answerInTime(name, ended.signal, (signal) => provider.models({ signal }));
      return { models: live, source: { provider: id, source: 'live' } };
    } catch (error) {
      const isBug = !(error instanceof AppError) && !ended.signal.aborted;
      const wire = toWire(error, isBug ? onBug(error) : undefined);
      return { models, source: { provider: id, source: 'shipped', error: wire } };
    }
  }

  return {
    get({ refresh, signal }) {
      const current = JSON.stringify(
        entries.map((entry) => [
          credentials.isReady(entry) && credentials.key(entry),
          credentials.baseUrl(entry),
        ]),
      );
      if (!refresh && kept?.with === current) return leaving(kept.list, signal);
      const asked = { with: current, list: ask() };
      kept = asked;
      // A list that could not be had from the vendor is asked for again next time.
      void asked.list.then(({ sources }) => {
        if (kept === asked && sources.some(({ error }) => error !== undefined)) kept = null;
      });
      return leaving(asked.list, signal);
    },
    close: () => ended.abort(),
  };
}

/** The promise, or the signal's reason as soon as it is aborted. */
function leaving<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
