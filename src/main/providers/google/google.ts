import { z } from 'zod';
import type { Model } from '../../../shared/contract/providers.ts';
import { collectStream } from '../collect-stream.ts';
import type { CallOptions, ModelRequest, Provider, ProviderOptions } from '../provider.ts';
import { createToolNames } from '../tool-names.ts';
import { createAdapterCalls, headerKey } from '../http/adapter-calls.ts';
import type { AdapterParts } from '../http/adapter-calls.ts';
import { createClient } from '../http/client.ts';
import { readJson } from '../http/read-json.ts';
import { streamAnswer } from '../http/stream-answer.ts';
import { createBatches } from './batches.ts';
import { createAnswerDecoder } from './decode-answer.ts';
import { googleEntry } from './entry.ts';
import { fromErrorEvent, googleErrors } from './errors.ts';
import { modelPageSchema, toListedModel } from './model-list.ts';
import { toRequestBody } from './to-request-body.ts';
import { vendor } from './vendor.ts';

/** A list longer than this many pages is not a list of models. */
const maxPages = 20;

/** Google's Gemini API, or a server that speaks it. Silence is not watched for here: see `withWatchdog`. */
export function createGoogle(
  { apiKey, baseUrl = googleEntry.defaultBaseUrl ?? '', headers, log }: ProviderOptions,
  parts: AdapterParts = {},
): Provider {
  const { id, name } = vendor;
  const calls = createAdapterCalls(vendor, { baseUrl, log }, parts);
  const { factsOf, once, onDropped } = calls;
  const client = createClient({
    baseUrl: withoutVersion(baseUrl),
    // Not in the address, where logs on the way would keep it.
    headers: { ...headers, 'x-goog-api-key': headerKey(apiKey, vendor) },
    vocabulary: googleErrors,
    fetch: parts.fetch ?? fetch,
  });
  async function page(size: number, token: string | undefined, signal: AbortSignal) {
    const query = { pageSize: size, ...(token === undefined ? {} : { pageToken: token }) };
    const facts = factsOf();
    const response = await client.get('/v1beta/models', query, { signal, facts });
    return readJson(response, modelPageSchema, facts);
  }

  async function models({ signal }: CallOptions): Promise<readonly Model[]> {
    const found = new Map<string, Model>();
    let token: string | undefined;
    for (let count = 0; count < maxPages; count++) {
      const { models: entries, nextPageToken: next } = await page(1000, token, signal);
      for (const entry of entries ?? []) {
        const model = toListedModel(entry);
        if (model !== undefined) found.set(model.id, model);
      }
      if (next == null || next === '' || next === token) break;
      token = next;
    }
    return [...found.values()];
  }

  const bodyOf = (request: ModelRequest) => toRequestBody(request, namesOf(request));

  function decoderOf(request: ModelRequest) {
    return createAnswerDecoder({
      model: request.model,
      names: namesOf(request),
      toError: (error) => fromErrorEvent(error, factsOf(request.model)),
    });
  }

  function stream(request: ModelRequest, { signal }: CallOptions) {
    const facts = factsOf(request.model);
    return streamAnswer({
      post: (until, hear) =>
        client.post(`${pathOf(request.model)}:streamGenerateContent?alt=sse`, bodyOf(request), {
          signal: until,
          facts,
          hear,
        }),
      decoder: decoderOf(request),
      signal,
      facts,
      requestIdHeader: 'x-request-id',
      onDropped,
    });
  }

  async function countTokens(request: ModelRequest, { signal }: CallOptions): Promise<number> {
    const facts = factsOf(request.model);
    const { generationConfig: _, ...counted } = bodyOf(request);
    const response = await client.post(
      `${pathOf(request.model)}:countTokens`,
      { generateContentRequest: { model: `models/${request.model}`, ...counted } },
      { signal, facts },
    );
    return (await readJson(response, tokenCountSchema, facts)).totalTokens;
  }

  return {
    id,
    name,
    models: (options) => once(options.signal, factsOf(), () => models(options)),
    check: ({ signal }) =>
      once(signal, factsOf(), async () => {
        await page(1, undefined, signal);
      }),
    stream,
    complete: (request, options) => collectStream(stream(request, options)),
    countTokens: (request, options) =>
      once(options.signal, factsOf(request.model), () => countTokens(request, options)),
    batches: createBatches({ client, calls, bodyOf, decoderOf }),
    // Nothing is held but requests that still run, and those end with their own signals.
    dispose: () => Promise.resolve(),
  };
}

/** Proxies leave out a count of zero, as the vendor's own format may. */
const tokenCountSchema = z.object({ totalTokens: z.number().int().nonnegative().default(0) });

/** The vendor takes longer names and more characters, but all that every other vendor takes too. */
function namesOf({ tools }: ModelRequest) {
  return createToolNames(tools.map(({ name }) => name));
}

function pathOf(model: string): string {
  return `/v1beta/models/${encodeURIComponent(model)}`;
}

/** Some write the version behind the address; it is in every path already. */
function withoutVersion(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, '').replace(/\/v1(beta)?$/, '');
}
