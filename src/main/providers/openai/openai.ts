import { z } from 'zod';
import { collectStream } from '../collect-stream.ts';
import { createAdapterCalls, headerKey } from '../http/adapter-calls.ts';
import type { AdapterParts } from '../http/adapter-calls.ts';
import { createClient } from '../http/client.ts';
import { textOf } from '../http/fields.ts';
import { readJson } from '../http/read-json.ts';
import { streamAnswer } from '../http/stream-answer.ts';
import type { ModelRequest, Provider, ProviderOptions } from '../provider.ts';
import { createToolNames } from '../tool-names.ts';
import { createAnswerDecoder } from './decode-answer.ts';
import { openaiEntry } from './entry.ts';
import { fromErrorEvent, openaiErrors } from './errors.ts';
import { createFileBatches } from './file-batches.ts';
import { limitsOf } from './limits.ts';
import { modelListSchema, toModels } from './model-list.ts';
import { toCountedBody, toRequestBody } from './to-request-body.ts';
import { vendor } from './vendor.ts';

/** OpenAI's Responses API, or a server that speaks it. Silence is not watched for here: see `withWatchdog`. */
export function createOpenAI(
  { apiKey, baseUrl = openaiEntry.defaultBaseUrl ?? '', headers, log }: ProviderOptions,
  parts: AdapterParts = {},
): Provider {
  const { id, name } = vendor;
  const calls = createAdapterCalls(vendor, { baseUrl, log }, parts);
  const { factsOf, once, onDropped } = calls;
  const client = createClient({
    baseUrl: baseUrl.replace(/\/+$/, ''),
    headers: { ...headers, authorization: `Bearer ${headerKey(apiKey, vendor)}` },
    vocabulary: openaiErrors,
    fetch: parts.fetch ?? fetch,
  });
  const list = (signal: AbortSignal) =>
    once(signal, factsOf(), async () => {
      const facts = factsOf();
      return readJson(await client.get('/models', {}, { signal, facts }), modelListSchema, facts);
    });

  function decoderOf(request: ModelRequest) {
    return createAnswerDecoder({
      toError: (error) => fromErrorEvent(error, factsOf(request.model)),
      names: namesOf(request),
      tools: new Set(request.tools.map((tool) => tool.name)),
    });
  }

  function stream(request: ModelRequest, signal: AbortSignal) {
    const facts = factsOf(request.model);
    const names = namesOf(request);
    return streamAnswer({
      post: (until, hear) =>
        client.post('/responses', toRequestBody(request, names), { signal: until, facts, hear }),
      decoder: decoderOf(request),
      signal,
      facts,
      requestIdHeader: 'x-request-id',
      limitsOf,
      onDropped,
    });
  }

  return {
    id,
    name,
    models: async ({ signal }) => toModels(await list(signal)),
    check: async ({ signal }) => {
      await list(signal);
    },
    stream: (request, { signal }) => stream(request, signal),
    complete: (request, { signal }) => collectStream(stream(request, signal)),
    countTokens: (request, { signal }) =>
      once(signal, factsOf(request.model), async () => {
        const facts = factsOf(request.model);
        const body = toCountedBody(request, namesOf(request));
        const response = await client.post('/responses/input_tokens', body, { signal, facts });
        return (await readJson(response, tokenCountSchema, facts)).input_tokens;
      }),
    batches: createFileBatches({
      client,
      calls,
      vocabulary: openaiErrors,
      endpoint: '/v1/responses',
      bodyOf: (request) => toRequestBody(request, namesOf(request)),
      decoderOf,
      eventsOf: (response) => [{ type: `response.${textOf(response?.['status'])}`, response }],
    }),
    // Nothing is held but requests that still run, and those end with their own signals.
    dispose: () => Promise.resolve(),
  };
}

const tokenCountSchema = z.object({ input_tokens: z.number().int().nonnegative() });

function namesOf({ tools }: ModelRequest) {
  return createToolNames(tools.map(({ name }) => name));
}
