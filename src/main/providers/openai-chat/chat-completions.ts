import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { systemClock } from '../../../shared/clock.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Model } from '../../../shared/contract/providers.ts';
import { AppError } from '../../../shared/errors.ts';
import { collectStream } from '../collect-stream.ts';
import { createClient } from '../http/client.ts';
import { readJson } from '../http/read-json.ts';
import { streamAnswer } from '../http/stream-answer.ts';
import { detailsOf, hostOf } from '../http/vendor.ts';
import type { CallFacts } from '../http/vendor.ts';
import type { CallOptions, ModelRequest, Provider, ProviderOptions } from '../provider.ts';
import { requestTokens } from '../tokens/request-tokens.ts';
import { createToolNames } from '../tool-names.ts';
import { createAnswerDecoder } from './decode-answer.ts';
import type { Dialect } from './dialect.ts';
import { errorWithin } from './errors.ts';
import type { LookUp } from './look-up.ts';
import { anyObjectSchema, listedBy } from './model-list.ts';
import { toRequestBody } from './to-request-body.ts';

export interface ChatParts {
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  /** Told how much of an answer was unknown to us and left out, by kind. */
  readonly onDropped?: (dropped: ReadonlyMap<string, number>) => void;
}

/** A server that speaks OpenAI's chat completions, each in its dialect. */
export function createChatCompletions(
  dialect: Dialect,
): (options: ProviderOptions, parts?: ChatParts) => Provider {
  return (options, parts = {}) => createProvider(dialect, options, parts);
}

function createProvider(
  dialect: Dialect,
  { apiKey, baseUrl = dialect.defaultBaseUrl, headers = {}, log }: ProviderOptions,
  { fetch = globalThis.fetch, clock = systemClock, ...parts }: ChatParts,
): Provider {
  const { vendor } = dialect;
  const { id, name } = vendor;
  const host = hostOf(baseUrl);
  const onDropped =
    parts.onDropped ??
    ((dropped: ReadonlyMap<string, number>) =>
      log?.info(
        { provider: id, dropped: Object.fromEntries(dropped) },
        'left out unknown parts of an answer',
      ));
  const sent = { ...authorization(apiKey, dialect), ...headers };
  const client = createClient({
    baseUrl: addressOf(baseUrl, dialect.path),
    headers: sent,
    vocabulary: dialect.errors,
    fetch,
  });
  const origin = createClient({
    baseUrl: URL.parse(baseUrl)?.origin ?? baseUrl,
    headers: sent,
    vocabulary: dialect.errors,
    fetch,
  });
  let listed: readonly Model[] = [];

  const factsOf = (model?: string): CallFacts => ({
    vendor,
    host,
    now: () => clock.now(),
    ...(model === undefined ? {} : { model }),
  });

  function known(model: string): Model | undefined {
    const isIt = (candidate: Model) => candidate.id === model;
    return listed.find(isIt) ?? dialect.shippedModels.find(isIt);
  }

  function lookUpWith(signal: AbortSignal): LookUp {
    const call = { signal, facts: factsOf() };
    const parse = async <Schema extends z.ZodType>(response: Promise<Response>, schema: Schema) =>
      readJson(await response, schema, call.facts);
    return {
      get: (path, schema) => parse(client.get(path, {}, call), schema),
      getFromOrigin: (path, schema) => parse(origin.get(path, {}, call), schema),
      postToOrigin: (path, body, schema) => parse(origin.post(path, body, call), schema),
    };
  }

  /** Throws AppErrors only, or what it was aborted with. */
  async function asking<Result>(signal: AbortSignal, run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch (error) {
      throw signal.aborted ? abortReason(signal, factsOf()) : error;
    }
  }

  async function models({ signal }: CallOptions): Promise<readonly Model[]> {
    const lookUp = lookUpWith(signal);
    listed = await asking(signal, () =>
      dialect.listModels === undefined ? listedBy(lookUp, dialect) : dialect.listModels(lookUp),
    );
    return listed;
  }

  function stream(request: ModelRequest, { signal }: CallOptions) {
    const facts = factsOf(request.model);
    const names = createToolNames(request.tools.map((tool) => tool.name));
    return streamAnswer({
      post: (until, hear) => {
        const body = toRequestBody(request, { dialect, model: known(request.model), names });
        return client.post('/chat/completions', body, { signal: until, facts, hear });
      },
      decoder: createAnswerDecoder({
        provider: id,
        model: request.model,
        toError: (body) => errorWithin(body, dialect.errors, facts),
        nameOf: names.fromVendor,
        splitsThinking: dialect.splitsThinking ?? false,
        fallbackId: randomUUID().slice(0, 8),
      }),
      signal,
      facts,
      requestIdHeader: dialect.requestIdHeader,
      limitsOf: dialect.limitsOf,
      onDropped,
    });
  }

  return {
    id,
    name,
    models,
    check: ({ signal }) =>
      asking(signal, async () => {
        await lookUpWith(signal).get(dialect.checkPath, anyObjectSchema);
      }),
    stream,
    complete: (request, options) => collectStream(stream(request, options)),
    // Nobody who speaks this way counts before; the answer's usage tells how it really was.
    countTokens: (request) => Promise.resolve(requestTokens(request)),
    // Nothing is held but requests that still run, and those end with their own signals.
    dispose: () => Promise.resolve(),
  };
}

/** Where the interface begins, without a slash at its end. */
function addressOf(baseUrl: string, path = ''): string {
  const address = baseUrl.replace(/\/+$/, '');
  return address.endsWith(path) ? address : address + path;
}

function authorization(apiKey: string | undefined, { vendor }: Dialect): Record<string, string> {
  const key = apiKey?.trim() ?? '';
  if (key === '') return {};
  // Checked here: what `fetch` says of a bad header repeats the key.
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new AppError(
      'authentication-failed',
      `${vendor.name} needs a key without spaces or special characters.`,
      { situation: 'key-malformed', details: detailsOf(vendor) },
    );
  return { authorization: `Bearer ${key}` };
}

function abortReason({ reason }: AbortSignal, { vendor, host }: CallFacts): unknown {
  const isDeadline = reason instanceof DOMException && reason.name === 'TimeoutError';
  return isDeadline
    ? new AppError('timed-out', `${host} did not answer in time.`, {
        situation: 'slow-host',
        details: { ...detailsOf(vendor), host },
      })
    : reason;
}
