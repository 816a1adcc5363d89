import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../shared/clock.ts';
import { bytesOf, fetchOf } from '../__fixtures__/cut-bytes.ts';
import { serve } from '../__fixtures__/serve.ts';
import { ask, request } from './__fixtures__/ask.ts';
import { completed, created, shortAnswer, toSse } from './__fixtures__/wire.ts';
import { openaiEntry } from './entry.ts';
import { createOpenAI } from './openai.ts';

const { signal } = new AbortController();

const sendJson =
  (body: unknown, status = 200) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };

function sendAnswer(response: ServerResponse, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', ...headers });
  response.end(shortAnswer);
}

describe('the entry', () => {
  it('loads the adapter and ships models with abilities', async () => {
    const create = await openaiEntry.load();
    expect(create({ apiKey: 'key', baseUrl: undefined })).toMatchObject({
      id: 'openai',
      name: 'OpenAI',
    });
    expect(openaiEntry.shippedModels[0]).toStrictEqual({
      provider: 'openai',
      id: 'gpt-6.2-sol',
      name: 'GPT-6.2 Sol',
      contextWindow: 1_050_000,
      maxOutputTokens: 128_000,
      abilities: {
        tools: true,
        reasoning: true,
        images: true,
        pdf: true,
        efforts: ['low', 'medium', 'high', 'xhigh', 'max'],
        reasoningOff: 'least',
        webSearch: true,
      },
    });
    const ids = openaiEntry.shippedModels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { contextWindow, maxOutputTokens } of openaiEntry.shippedModels)
      expect([contextWindow, maxOutputTokens]).not.toContain(undefined);
  });
});

describe('models', () => {
  it('are those one can chat with, the newest first', async () => {
    const others = [
      'text-embedding-3-large',
      'tts-1-hd',
      'whisper-1',
      'dall-e-3',
      'omni-moderation-latest',
      'gpt-realtime-2',
      'gpt-audio',
      'gpt-4o-mini-transcribe',
      'gpt-image-2.5-flare',
      'chatgpt-image-latest',
      'sora-2-pro',
      'gpt-3.5-turbo-instruct',
      'gpt-5-search-api',
      'o3-deep-research',
      'computer-use-preview',
      'davinci-002',
      'gpt-live-transcribe',
    ];
    const data = [
      { id: 'gpt-4.1-mini', object: 'model', created: 1 },
      ...others.map((id) => ({ id, object: 'model', created: 2 })),
      { id: 'gpt-6.2-sol', object: 'model', created: 4 },
      { id: 'gpt-9', object: 'model', created: 3 },
      { id: '', created: 5 },
      'broken',
    ];
    await using server = await serve(sendJson({ object: 'list', data }));
    const models = await createOpenAI({ apiKey: 'key', baseUrl: server.url }).models({ signal });
    const [known] = openaiEntry.shippedModels;
    const sees = { tools: true, images: true, pdf: true, webSearch: true };
    expect(models).toStrictEqual([
      known,
      {
        provider: 'openai',
        id: 'gpt-9',
        name: 'gpt-9',
        abilities: {
          ...sees,
          reasoning: true,
          efforts: ['low', 'medium', 'high'],
          reasoningOff: 'usual',
        },
      },
      {
        provider: 'openai',
        id: 'gpt-4.1-mini',
        name: 'gpt-4.1-mini',
        contextWindow: 1_047_576,
        maxOutputTokens: 32_768,
        abilities: { ...sees, reasoning: false, temperature: true },
      },
    ]);
  });

  it.each([
    [sendJson({ error: { code: 'invalid_api_key' } }, 401), 'authentication-failed'],
    [sendJson({ models: [] }), 'bad-response'],
    [(response: ServerResponse) => response.end('<html>'), 'bad-response'],
    [
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"data":');
        setImmediate(() => response.destroy());
      },
      'network-failed',
    ],
  ])('say what is wrong with an answer that is no list: %#', async (answer, code) => {
    await using server = await serve(answer);
    const provider = createOpenAI({ apiKey: 'key', baseUrl: server.url });
    for (const asked of [provider.models({ signal }), provider.check({ signal })])
      await expect(asked).rejects.toMatchObject({
        code,
        details: { provider: 'openai', providerName: 'OpenAI' },
      });
  });

  it('say who did not answer in time, and give back another reason to stop', async () => {
    await using server = await serve(() => {});
    const provider = createOpenAI({ apiKey: 'key', baseUrl: server.url });
    const late = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
    await expect(provider.check({ signal: late })).rejects.toMatchObject({
      code: 'timed-out',
      details: { situation: 'slow-host', host: server.host },
    });
    const reason = new Error('enough');
    await expect(provider.check({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe('a request', () => {
  it('carries the key, what the person set, and nothing about this computer', async () => {
    await using server = await serve((response) => sendAnswer(response));
    const headers = { 'openai-project': 'proj_1', authorization: 'another' };
    await ask(createOpenAI({ apiKey: ' sk-key ', baseUrl: `${server.url}/v1/`, headers }));
    const [received] = server.received;
    expect(received).toMatchObject({ method: 'POST', path: '/v1/responses' });
    expect(received?.headers).toMatchObject({
      authorization: 'Bearer sk-key',
      'openai-project': 'proj_1',
      'user-agent': 'tina',
    });
    expect(JSON.parse(received?.body ?? '')).toMatchObject({
      model: 'gpt-6.2-sol',
      instructions: 'Be brief.',
      store: false,
      stream: true,
    });
  });

  it.each([undefined, '', 'two words', 'Schlüssel'])(
    'is never made with the key %j, and does not repeat it',
    (apiKey) => {
      expect(() => createOpenAI({ apiKey, baseUrl: undefined })).toThrow(
        expect.objectContaining({
          code: 'authentication-failed',
          message: expect.not.stringContaining('Schlüssel') as string,
        }) as Error,
      );
    },
  );

  it('is refused with what the vendor means, and with its limits', async () => {
    const error = { type: 'tokens', code: 'rate_limit_exceeded', message: 'sk-secret' };
    await using server = await serve((response) => {
      response.setHeader('retry-after', '30');
      response.setHeader('x-ratelimit-limit-requests', '10');
      response.setHeader('x-ratelimit-remaining-requests', '0');
      sendJson({ error }, 429)(response);
    });
    const clock = createFakeClock(1_000_000);
    const parts = await ask(createOpenAI({ apiKey: 'key', baseUrl: server.url }, { clock }));
    expect(parts).toStrictEqual([
      { type: 'limits', limits: { requests: { limit: 10, remaining: 0 } } },
      {
        type: 'error',
        error: {
          code: 'rate-limited',
          message:
            'OpenAI is getting too many requests from this key (HTTP 429). It takes new ones again from 1970-01-01 00:17:10 UTC.',
          retryable: true,
          details: {
            situation: 'no-room-until',
            provider: 'openai',
            providerName: 'OpenAI',
            httpStatus: 429,
            type: 'tokens',
            errorCode: 'rate_limit_exceeded',
            host: server.host,
            model: 'gpt-6.2-sol',
            retryAt: 1_030_000,
          },
        },
      },
    ]);
    expect(server.received).toHaveLength(1);
  });
});

describe('an answer', () => {
  it('begins with what the headers say', async () => {
    await using server = await serve((response) =>
      sendAnswer(response, {
        'x-request-id': 'req_1',
        'x-ratelimit-limit-tokens': '1000',
        'x-ratelimit-remaining-tokens': '900',
        'x-ratelimit-reset-tokens': '1s',
      }),
    );
    const clock = createFakeClock(5000);
    const parts = await ask(createOpenAI({ apiKey: 'key', baseUrl: server.url }, { clock }));
    expect(parts.slice(0, 3)).toStrictEqual([
      { type: 'limits', limits: { tokens: { limit: 1000, remaining: 900, resetAt: 6000 } } },
      { type: 'connected', requestId: 'req_1' },
      { type: 'response-start', responseId: 'resp_1', model: 'a-model' },
    ]);
  });

  it.each(['', 'data: [DONE]\n\n'])('that ends without saying how is cut off: %j', async (end) => {
    const text = toSse(created) + end;
    const provider = createOpenAI(
      { apiKey: 'key', baseUrl: undefined },
      { fetch: fetchOf(bytesOf(text)) },
    );
    expect((await ask(provider)).slice(2)).toMatchObject([
      { type: 'error', error: { code: 'stream-truncated' } },
    ]);
  });

  it('ends with neither once it is stopped', async () => {
    await using server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(toSse(created));
    });
    const provider = createOpenAI({ apiKey: 'key', baseUrl: server.url });
    const stop = new AbortController();
    const types: string[] = [];
    for await (const batch of provider.stream(request, { signal: stop.signal })) {
      types.push(...batch.map(({ type }) => type));
      if (types.includes('response-start')) stop.abort();
    }
    expect(types).toStrictEqual(['connected', 'response-start']);
  });

  it('of which something is unknown is noted, by kind', async () => {
    const noted: unknown[] = [];
    const log = { info: (...facts: unknown[]) => void noted.push(facts) };
    const strange = toSse({ type: 'response.thing_of_tomorrow' });
    const provider = createOpenAI(
      { apiKey: 'key', baseUrl: undefined, log },
      { fetch: fetchOf(bytesOf(toSse(created) + strange + toSse(completed()))) },
    );
    expect((await ask(provider)).at(-1)).toMatchObject({ type: 'finish' });
    expect(noted).toStrictEqual([
      [
        { provider: 'openai', dropped: { response_thing_of_tomorrow: 1 } },
        'left out unknown parts of an answer',
      ],
    ]);
  });

  it('is had in one piece', async () => {
    await using server = await serve((response) => sendAnswer(response));
    const provider = createOpenAI({ apiKey: 'key', baseUrl: server.url });
    expect(await provider.complete(request, { signal })).toStrictEqual({
      responseId: 'resp_1',
      model: 'a-model',
      parts: [{ type: 'text', text: 'Hello' }],
      finishReason: 'stop',
      usage: { inputTokens: 12, outputTokens: 9, cacheReadTokens: 4, reasoningTokens: 2 },
    });
  });
});

describe('tokens', () => {
  it('are counted by the vendor, of what counts', async () => {
    await using server = await serve(
      sendJson({ object: 'response.input_tokens', input_tokens: 42 }),
    );
    const provider = createOpenAI({ apiKey: 'key', baseUrl: `${server.url}/v1` });
    const asked = { ...request, maxOutputTokens: 100, reasoning: true };
    expect(await provider.countTokens(asked, { signal })).toBe(42);
    expect(server.received[0]?.path).toBe('/v1/responses/input_tokens');
    expect(JSON.parse(server.received[0]?.body ?? '')).toStrictEqual({
      model: 'gpt-6.2-sol',
      instructions: 'Be brief.',
      input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello' }] }],
      reasoning: { summary: 'auto' },
    });
  });

  it('are not guessed at where the vendor does not say', async () => {
    await using server = await serve(sendJson({ input_tokens: 'many' }));
    const provider = createOpenAI({ apiKey: 'key', baseUrl: server.url });
    await expect(provider.countTokens(request, { signal })).rejects.toMatchObject({
      code: 'bad-response',
    });
  });
});
