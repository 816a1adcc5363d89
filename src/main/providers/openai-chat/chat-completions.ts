import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Model } from '../../../shared/contract/providers.ts';
import { collectStream } from '../collect-stream.ts';
import { createAdapterCalls, headerKey } from '../http/adapter-calls.ts';
import type { AdapterParts } from '../http/adapter-calls.ts';
import { createClient } from '../http/client.ts';
import { readJson } from '../http/read-json.ts';
import { streamAnswer } from '../http/stream-answer.ts';
import { createFileBatches } from '../openai/file-batches.ts';
import type { CallOptions, ModelRequest, Provider, ProviderOptions } from '../provider.ts';
import { requestTokens } from '../tokens/request-tokens.ts';
import { createToolNames } from '../tool-names.ts';
import { createAnswerDecoder } from './decode-answer.ts';
import type { Dialect } from './dialect.ts';
import { errorWithin } from './errors.ts';
import type { LookUp } from './look-up.ts';
import { anyObjectSchema, listedBy } from './model-list.ts';
import { toRequestBody } from './to-request-body.ts';

/** A server that speaks OpenAI's chat completions, each in its dialect. */
export function createChatCompletions(
  dialect: Dialect,
): (options: ProviderOptions, parts?: AdapterParts) => Provider {
  return (options, parts = {}) => createProvider(dialect, options, parts);
}

function createProvider(
  dialect: Dialect,
  { apiKey, baseUrl = dialect.defaultBaseUrl, headers = {}, knownModel, log }: ProviderOptions,
  parts: AdapterParts,
): Provider {
  const { vendor } = dialect;
  const { id, name } = vendor;
  const calls = createAdapterCalls(vendor, { baseUrl, log }, parts);
  const { factsOf, once, onDropped } = calls;
  const { fetch = globalThis.fetch } = parts;
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

  function known(model: string): Model | undefined {
    const isIt = (candidate: Model) => candidate.id === model;
    return listed.find(isIt) ?? knownModel?.(model) ?? dialect.shippedModels.find(isIt);
  }

  function lookUpWith(signal: AbortSignal): LookUp {
    const call = { signal, facts: factsOf() };
    const parse = async <Schema extends z.ZodType>(response: Promise<Response>, schema: Schema) =>
      readJson(await response, schema, call.facts);
    return {
      get: (path, schema) => parse(client.get(path, {}, call), schema),
      post: (path, body, schema) => parse(client.post(path, body, call), schema),
      getFromOrigin: (path, schema) => parse(origin.get(path, {}, call), schema),
      postToOrigin: (path, body, schema) => parse(origin.post(path, body, call), schema),
    };
  }

  async function models({ signal }: CallOptions): Promise<readonly Model[]> {
    const lookUp = lookUpWith(signal);
    listed = await once(signal, factsOf(), () =>
      dialect.listModels === undefined ? listedBy(lookUp, dialect) : dialect.listModels(lookUp),
    );
    return listed;
  }

  function bodyOf(request: ModelRequest) {
    return toRequestBody(request, {
      dialect,
      model: known(request.model),
      names: namesOf(request),
    });
  }

  function decoderOf(request: ModelRequest) {
    return createAnswerDecoder({
      provider: id,
      model: request.model,
      toError: (body) => errorWithin(body, dialect.errors, factsOf(request.model)),
      nameOf: namesOf(request).fromVendor,
      splitsThinking: dialect.splitsThinking ?? false,
      fallbackId: randomUUID().slice(0, 8),
    });
  }

  function stream(request: ModelRequest, { signal }: CallOptions) {
    const facts = factsOf(request.model);
    return streamAnswer({
      post: (until, hear) =>
        client.post('/chat/completions', bodyOf(request), { signal: until, facts, hear }),
      decoder: decoderOf(request),
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
      once(signal, factsOf(), async () => {
        const lookUp = lookUpWith(signal);
        if (dialect.check === undefined) await lookUp.get(dialect.checkPath, anyObjectSchema);
        else await dialect.check(lookUp);
      }),
    stream,
    complete: (request, options) => collectStream(stream(request, options)),
    // Nobody who speaks this way counts before; the answer's usage tells how it really was.
    countTokens: (request) => Promise.resolve(requestTokens(request)),
    ...(dialect.hasBatches === true
      ? {
          batches: createFileBatches({
            client,
            calls,
            vocabulary: dialect.errors,
            endpoint: '/v1/chat/completions',
            bodyOf,
            decoderOf,
            eventsOf: (completion) => [completion],
          }),
        }
      : {}),
    // Nothing is held but requests that still run, and those end with their own signals.
    dispose: () => Promise.resolve(),
  };
}

function namesOf({ tools }: ModelRequest) {
  return createToolNames(tools.map(({ name }) => name));
}

/** Where the interface begins, without a slash at its end. */
function addressOf(baseUrl: string, path = ''): string {
  const address = baseUrl.replace(/\/+$/, '');
  return address.endsWith(path) ? address : address + path;
}

function authorization(apiKey: string | undefined, { vendor }: Dialect): Record<string, string> {
  const isWithout = (apiKey?.trim() ?? '') === '';
  return isWithout ? {} : { authorization: `Bearer ${headerKey(apiKey, vendor)}` };
}
