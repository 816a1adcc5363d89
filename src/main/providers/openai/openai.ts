import { z } from 'zod';
import { systemClock } from '../../../shared/clock.ts';
import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { collectStream } from '../collect-stream.ts';
import { createClient } from '../http/client.ts';
import { connectionError } from '../http/connection-error.ts';
import { readJson } from '../http/read-json.ts';
import { streamAnswer } from '../http/stream-answer.ts';
import { detailsOf, hostOf } from '../http/vendor.ts';
import type { CallFacts } from '../http/vendor.ts';
import type { ModelRequest, Provider, ProviderOptions } from '../provider.ts';
import { createToolNames } from '../tool-names.ts';
import { createAnswerDecoder } from './decode-answer.ts';
import { openaiEntry } from './entry.ts';
import { fromErrorEvent, openaiErrors } from './errors.ts';
import { limitsOf } from './limits.ts';
import { modelListSchema, toModels } from './model-list.ts';
import { toCountedBody, toRequestBody } from './to-request-body.ts';
import { vendor } from './vendor.ts';

export interface OpenAIParts {
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  /** Told how much of an answer was unknown to us and left out, by kind. */
  readonly onDropped?: (dropped: ReadonlyMap<string, number>) => void;
}

/** OpenAI's Responses API, or a server that speaks it. Silence is not watched for here: see `withWatchdog`. */
export function createOpenAI(
  { apiKey, baseUrl = openaiEntry.defaultBaseUrl ?? '', headers, log }: ProviderOptions,
  parts: OpenAIParts = {},
): Provider {
  const { id, name } = vendor;
  const { clock = systemClock } = parts;
  // Vendors add to what they say; what is not known here yet is left out, but not unnoticed.
  const onDropped =
    parts.onDropped ??
    ((dropped: ReadonlyMap<string, number>) =>
      log?.info(
        { provider: id, dropped: Object.fromEntries(dropped) },
        'left out unknown parts of an answer',
      ));
  const client = createClient({
    baseUrl: baseUrl.replace(/\/+$/, ''),
    headers: { ...headers, authorization: `Bearer ${wellFormed(apiKey)}` },
    vocabulary: openaiErrors,
    fetch: parts.fetch ?? fetch,
  });
  const host = hostOf(baseUrl);

  const factsOf = (model?: string): CallFacts => ({
    vendor,
    host,
    now: () => clock.now(),
    ...(model === undefined ? {} : { model }),
  });

  /** A call with one answer: throws AppErrors only, or what it was aborted with. */
  async function call<Result>(signal: AbortSignal, run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch (error) {
      if (signal.aborted) throw abortReason(signal, host);
      // A connection can break off within an answer that was accepted.
      throw connectionError(error, factsOf()) ?? error;
    }
  }

  const list = (signal: AbortSignal) =>
    call(signal, async () => {
      const facts = factsOf();
      return readJson(await client.get('/models', {}, { signal, facts }), modelListSchema, facts);
    });

  function stream(request: ModelRequest, signal: AbortSignal) {
    const facts = factsOf(request.model);
    const names = namesOf(request);
    return streamAnswer({
      post: (until, hear) =>
        client.post('/responses', toRequestBody(request, names), { signal: until, facts, hear }),
      decoder: createAnswerDecoder({
        toError: (error) => fromErrorEvent(error, facts),
        names,
        tools: new Set(request.tools.map((tool) => tool.name)),
      }),
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
      call(signal, async () => {
        const facts = factsOf(request.model);
        const body = toCountedBody(request, namesOf(request));
        const response = await client.post('/responses/input_tokens', body, { signal, facts });
        return (await readJson(response, tokenCountSchema, facts)).input_tokens;
      }),
    // Nothing is held but requests that still run, and those end with their own signals.
    dispose: () => Promise.resolve(),
  };
}

const tokenCountSchema = z.object({ input_tokens: z.number().int().nonnegative() });

function namesOf({ tools }: ModelRequest) {
  return createToolNames(tools.map(({ name }) => name));
}

/** Checked here: what `fetch` says of a bad header repeats the key. */
function wellFormed(apiKey: string | undefined): string {
  const key = apiKey?.trim() ?? '';
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new AppError(
    'authentication-failed',
    'OpenAI needs a key without spaces or special characters.',
    { situation: 'key-malformed', details: detailsOf(vendor) },
  );
}

function abortReason({ reason }: AbortSignal, host: string): unknown {
  const isDeadline = reason instanceof DOMException && reason.name === 'TimeoutError';
  return isDeadline
    ? new AppError('timed-out', `${host} did not answer in time.`, {
        situation: 'slow-host',
        details: { ...detailsOf(vendor), host },
      })
    : reason;
}
