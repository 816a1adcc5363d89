import { z } from 'zod';
import type { Model } from '../../../shared/contract/providers.ts';
import { collectStream } from '../collect-stream.ts';
import type { CallOptions, ModelRequest, Provider, ProviderOptions } from '../provider.ts';
import { createAdapterCalls } from '../http/adapter-calls.ts';
import type { AdapterParts } from '../http/adapter-calls.ts';
import { readJson } from '../http/read-json.ts';
import { streamAnswer } from '../http/stream-answer.ts';
import { createBatches } from './batches.ts';
import { createClient } from './client.ts';
import { createAnswerDecoder } from './decode-answer.ts';
import { anthropicEntry } from './entry.ts';
import { fromErrorEvent, toAppError } from './errors.ts';
import { limitsOf } from './limits.ts';
import { modelPageSchema, toListedModel } from './model-list.ts';
import type { ListedModel } from './model-list.ts';
import { shippedModels } from './shipped-models.ts';
import { namesOf, toRequestBody } from './to-request-body.ts';
import type { ModelFacts } from './to-request-body.ts';
import { vendor } from './vendor.ts';

/** A list longer than this many pages is not a list of models. */
const maxPages = 20;

/** Anthropic's Messages API, or a server that speaks it. Silence is not watched for here: see `withWatchdog`. */
export function createAnthropic(
  { apiKey, baseUrl = anthropicEntry.defaultBaseUrl ?? '', knownModel, log }: ProviderOptions,
  parts: AdapterParts = {},
): Provider {
  const { id, name } = vendor;
  const { factsOf, once, onDropped } = createAdapterCalls(
    vendor,
    { baseUrl, log },
    parts,
    toAppError,
  );
  const client = createClient({ apiKey, baseUrl, fetch: parts.fetch ?? fetch });
  let listed: ReadonlyMap<string, ListedModel> = new Map();

  function modelFacts(model: string): ModelFacts {
    const live = listed.get(model);
    const known =
      live?.model ??
      knownModel?.(model) ??
      shippedModels.find((candidate) => candidate.id === model);
    return { maxOutputTokens: known?.maxOutputTokens, thinking: live?.thinking };
  }

  async function models({ signal }: CallOptions): Promise<readonly Model[]> {
    const found = new Map<string, ListedModel>();
    await once(signal, factsOf(), async () => {
      let after: string | undefined;
      for (let page = 0; page < maxPages; page++) {
        const query = { limit: 100, ...(after === undefined ? {} : { after_id: after }) };
        const {
          data,
          has_more: more,
          last_id: last,
        } = await readJson(
          await client.get('/v1/models', query, { signal }),
          modelPageSchema,
          factsOf(),
        );
        for (const entry of data) {
          const model = toListedModel(entry);
          if (model !== undefined) found.set(model.model.id, model);
        }
        if (more !== true || last == null || last === after) return;
        after = last;
      }
    });
    listed = found;
    return [...found.values()].map(({ model }) => model);
  }

  function stream(request: ModelRequest, { signal }: CallOptions) {
    const facts = factsOf(request.model);
    const names = namesOf(request);
    return streamAnswer({
      post: (until, hear) => {
        const { body, betas } = toRequestBody(request, modelFacts(request.model), names);
        const asked = { ...body, stream: true };
        return client.post('/v1/messages', asked, { signal: until, betas, hear });
      },
      limitsOf,
      decoder: createAnswerDecoder((error) => fromErrorEvent(error, facts), names.fromVendor),
      signal,
      facts,
      requestIdHeader: 'request-id',
      toAppError: (error) => toAppError(error, facts),
      onDropped,
    });
  }

  return {
    id,
    name,
    models,
    check: ({ signal }) =>
      once(signal, factsOf(), async () => {
        await readJson(
          await client.get('/v1/models', { limit: 1 }, { signal }),
          modelPageSchema,
          factsOf(),
        );
      }),
    stream,
    complete: (request, options) => collectStream(stream(request, options)),
    countTokens: (request, { signal }) =>
      once(signal, factsOf(request.model), async () => {
        const { body, betas } = toRequestBody(request, modelFacts(request.model));
        const { max_tokens: _, ...counted } = body;
        const response = await client.post('/v1/messages/count_tokens', counted, { signal, betas });
        return (await readJson(response, tokenCountSchema, factsOf(request.model))).input_tokens;
      }),
    batches: createBatches({
      client,
      facts: factsOf(),
      bodyOf: (request) => toRequestBody(request, modelFacts(request.model)),
      once,
    }),
    // Nothing is held but requests that still run, and those end with their own signals.
    dispose: () => Promise.resolve(),
  };
}

const tokenCountSchema = z.object({ input_tokens: z.number().int().nonnegative() });
