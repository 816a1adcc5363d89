import { collectStream } from '../../collect-stream.ts';
import { fieldsOf } from '../../http/fields.ts';
import type { CallOptions, ModelRequest, Provider } from '../../provider.ts';
import type { StreamBatch, StreamPart } from '../../stream-part.ts';
import { requestKey } from './request-key.ts';
import type { ResponseCache } from './response-cache.ts';
import type { SharedCalls } from './shared-calls.ts';

/** A larger answer is not worth a tenth of the cache. In characters of JSON. */
const maxLength = 4 * 1024 * 1024;
/** Between two looks at whether anybody still listens. */
const partsPerBatch = 64;

export interface CacheOptions {
  /** Undefined: answers are not kept. */
  readonly cache: ResponseCache | undefined;
  readonly shared: SharedCalls;
  readonly baseUrl: string | undefined;
  readonly conversationId: string;
  /** What is kept is not wanted: the person asked for another answer. */
  readonly fresh: boolean;
  readonly now: () => number;
}

/**
 * Gives the answer that was given before to the very same request, and lets requests that are the same and
 * run at the same time share one call. An answer is shared only while answers are kept: who keeps none wants
 * each to be its own.
 */
export function withCache(provider: Provider, options: CacheOptions): Provider {
  const { cache, shared, baseUrl } = options;
  const keyOf = (kind: 'answer' | 'count', request: ModelRequest) =>
    requestKey({ kind, provider: provider.id, baseUrl, request });

  const stream = (request: ModelRequest, call: CallOptions) =>
    cache === undefined
      ? provider.stream(request, call)
      : remembered(provider, request, call, { ...options, cache, key: keyOf('answer', request) });

  return {
    ...provider,
    stream,
    complete: (request, call) =>
      cache === undefined
        ? shared.result(keyOf('answer', request), call.signal, (signal) =>
            provider.complete(request, { ...call, signal }),
          )
        : collectStream(stream(request, call)),
    countTokens: (request, call) =>
      shared.result(keyOf('count', request), call.signal, (signal) =>
        provider.countTokens(request, { ...call, signal }),
      ),
  };
}

type Kept = CacheOptions & { readonly cache: ResponseCache; readonly key: string };

async function* remembered(
  provider: Provider,
  request: ModelRequest,
  call: CallOptions,
  options: Kept,
): AsyncGenerator<StreamBatch, void, void> {
  const { cache, shared, key, fresh } = options;
  const { signal } = call;
  const ask = (until: AbortSignal) =>
    keeping(provider.stream(request, { ...call, signal: until }), options);
  if (fresh) return yield* ask(signal);
  // A cache that cannot be read has nothing for us.
  const found = parse(await cache.get(key).catch(() => null));
  if (found !== undefined) return yield* replay(found, signal);
  yield* shared.stream(key, signal, ask);
}

function* replay(parts: readonly StreamPart[], signal: AbortSignal): Generator<StreamBatch, void> {
  for (let at = 0; at < parts.length && !signal.aborted; at += partsPerBatch) {
    const batch = parts.slice(at, at + partsPerBatch);
    yield at === 0 ? [{ type: 'cached' }, ...batch] : batch;
  }
}

/** Hands the answer on, and keeps it if it comes to a good end. */
async function* keeping(
  answer: AsyncIterable<StreamBatch>,
  { cache, key, conversationId, now }: Kept,
): AsyncGenerator<StreamBatch, void, void> {
  const kept: StreamPart[] = [];
  let isOurs = true;
  for await (const batch of answer) {
    for (const part of batch) {
      // What another model said is not this one's answer.
      if (part.type === 'fell-back') isOurs = false;
      if (isOurs) keep(part, kept);
    }
    // Before the end is told: whoever has heard it asks for no more.
    if (isOurs && isGood(kept.at(-1))) {
      const parts = JSON.stringify(kept);
      // An answer that could not be kept was given all the same.
      if (parts.length <= maxLength)
        cache.put({ key, conversationId, parts, at: now() }).catch(() => undefined);
    }
    yield batch;
  }
}

function isGood(last: StreamPart | undefined): boolean {
  return last?.type === 'finish' && (last.reason === 'stop' || last.reason === 'tool-calls');
}

/** Adds what the answer says, with the pieces of one block joined, and without what it cost: that is paid. */
function keep(part: StreamPart, kept: StreamPart[]): void {
  switch (part.type) {
    case 'queued':
    case 'retrying':
    case 'fell-back':
    case 'cached':
    case 'limits':
    case 'connected':
    case 'stalled':
    case 'usage':
      return;
    case 'finish':
      kept.push({ ...part, usage: {} });
      return;
    default: {
      const last = kept.at(-1);
      const isNext =
        last !== undefined &&
        'delta' in last &&
        'delta' in part &&
        last.type === part.type &&
        last.id === part.id;
      if (isNext) kept[kept.length - 1] = { ...last, delta: last.delta + part.delta };
      else kept.push(part);
    }
  }
}

/** Undefined if it is nothing that was kept here, or damaged. */
function parse(found: string | null): readonly StreamPart[] | undefined {
  if (found === null) return undefined;
  try {
    const parts: unknown = JSON.parse(found);
    if (!Array.isArray(parts)) return undefined;
    if (!parts.every((part) => typeof fieldsOf(part)?.['type'] === 'string')) return undefined;
    if (fieldsOf(parts.at(-1))?.['type'] !== 'finish') return undefined;
    // It is from our own database, where only `keeping` puts it.
    return parts as readonly StreamPart[];
  } catch {
    return undefined;
  }
}
