import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../shared/clock.ts';
import { ask, request } from './__fixtures__/ask.ts';
import { bytesOf, fetchOf } from '../__fixtures__/cut-bytes.ts';
import { sendStream, serve } from '../__fixtures__/serve.ts';
import { shortAnswer } from './__fixtures__/wire.ts';
import { googleEntry } from './entry.ts';
import { createGoogle } from './google.ts';

const signal = new AbortController().signal;

const sendJson = (response: Parameters<typeof sendStream>[0], body: unknown, status = 200) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

describe('the entry', () => {
  it('loads the adapter and ships models with abilities', async () => {
    const create = await googleEntry.load();
    expect(create({ apiKey: 'key', baseUrl: undefined })).toMatchObject({
      id: 'google',
      name: 'Google Gemini',
    });
    expect(googleEntry.shippedModels[0]).toStrictEqual({
      provider: 'google',
      id: 'gemini-4-hydrogen',
      name: 'Gemini 4 Hydrogen',
      contextWindow: 1_048_576,
      maxOutputTokens: 65_536,
      abilities: {
        tools: true,
        reasoning: true,
        images: true,
        pdf: true,
        efforts: ['low', 'medium', 'high', 'xhigh'],
        reasoningOff: 'least',
        temperature: false,
        webSearch: true,
      },
    });
    const ids = new Set(googleEntry.shippedModels.map(({ id }) => id));
    expect(ids.size).toBe(googleEntry.shippedModels.length);
  });
});

describe('a question', () => {
  it('goes out with the key in a header, and nowhere else', async () => {
    await using server = await serve((response) => sendStream(response, shortAnswer));
    const provider = createGoogle({
      apiKey: ' THE-KEY\n',
      baseUrl: `${server.url}/v1beta/`,
      headers: { 'x-extra': 'yes' },
    });
    const answer = await provider.complete(request, { signal });
    expect(answer.parts).toStrictEqual([{ type: 'text', text: 'Hello' }]);
    const [sent] = server.received;
    expect(sent).toMatchObject({
      method: 'POST',
      path: '/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse',
      headers: { 'x-goog-api-key': 'THE-KEY', 'x-extra': 'yes', 'user-agent': 'tina' },
    });
    expect(JSON.parse(sent?.body ?? '')).toStrictEqual({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [{ role: 'user', parts: [{ text: 'Hello' }] }],
      generationConfig: { thinkingConfig: { thinkingLevel: 'LOW' } },
    });
    expect(`${sent?.path} ${sent?.body}`).not.toContain('THE-KEY');
  });

  it('that is refused ends with one error', async () => {
    const clock = createFakeClock(1000);
    await using server = await serve((response) =>
      sendJson(
        response,
        [
          {
            error: {
              code: 429,
              status: 'RESOURCE_EXHAUSTED',
              message: 'Please retry in 3s. SECRET',
              details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '3s' }],
            },
          },
        ],
        429,
      ),
    );
    const provider = createGoogle({ apiKey: 'key', baseUrl: server.url }, { clock });
    expect(await ask(provider)).toStrictEqual([
      {
        type: 'error',
        error: {
          code: 'rate-limited',
          message:
            'Google Gemini is getting too many requests from this key (HTTP 429). It takes new ones again from 1970-01-01 00:00:04 UTC.',
          retryable: true,
          details: {
            situation: 'no-room-until',
            provider: 'google',
            providerName: 'Google Gemini',
            httpStatus: 429,
            type: 'RESOURCE_EXHAUSTED',
            host: server.host,
            model: request.model,
            retryAt: 4000,
          },
        },
      },
    ]);
    expect(server.received).toHaveLength(1);
  });

  it('does not change the path by a strange name of a model', async () => {
    await using server = await serve((response) => sendStream(response, shortAnswer));
    const provider = createGoogle({ apiKey: 'key', baseUrl: server.url });
    await ask(provider, { ...request, model: '../tunedModels/x?y' });
    expect(server.received[0]?.path).toBe(
      '/v1beta/models/..%2FtunedModels%2Fx%3Fy:streamGenerateContent?alt=sse',
    );
  });
});

describe('models', () => {
  it('reads every page and leaves out what does not chat', async () => {
    const methods = ['generateContent', 'countTokens'];
    const entry = (id: string, more: object = {}) => ({
      name: `models/${id}`,
      supportedGenerationMethods: methods,
      ...more,
    });
    const pages: Record<string, unknown> = {
      '/v1beta/models?pageSize=1000': {
        models: [
          entry('gemini-4-neon', {
            displayName: 'Gemini 4 Neon',
            inputTokenLimit: 1_048_576,
            outputTokenLimit: 65_536,
            thinking: true,
          }),
          entry('gemini-embedding-2', { supportedGenerationMethods: ['embedContent'] }),
          entry('gemini-3-pro-image'),
          entry('gemini-2.5-flash-preview-tts'),
          entry('gemini-live-2.5-flash'),
          entry('gemma-3-27b-it'),
          entry('aqa', { supportedGenerationMethods: ['generateAnswer'] }),
          { name: 'tunedModels/mine', supportedGenerationMethods: methods },
          'broken',
        ],
        nextPageToken: 'p2',
      },
      '/v1beta/models?pageSize=1000&pageToken=p2': {
        models: [entry('gemini-2.0-flash', { inputTokenLimit: 0 }), entry('gemma-4-31b-it')],
      },
    };
    await using server = await serve((response, { path }) => sendJson(response, pages[path]));
    const provider = createGoogle({ apiKey: 'key', baseUrl: server.url });
    expect(await provider.models({ signal })).toStrictEqual([
      {
        provider: 'google',
        id: 'gemini-4-neon',
        name: 'Gemini 4 Neon',
        contextWindow: 1_048_576,
        maxOutputTokens: 65_536,
        abilities: {
          tools: true,
          reasoning: true,
          images: true,
          pdf: true,
          efforts: ['low', 'medium', 'high', 'xhigh'],
          reasoningOff: 'least',
          temperature: false,
          webSearch: true,
        },
      },
      {
        provider: 'google',
        id: 'gemma-4-31b-it',
        name: 'gemma-4-31b-it',
        abilities: {
          tools: true,
          reasoning: false,
          images: true,
          pdf: false,
          temperature: true,
          webSearch: false,
        },
      },
    ]);
    expect(server.received).toHaveLength(2);
  });

  it('stops asking for pages that never end', async () => {
    let count = 0;
    await using server = await serve((response) =>
      sendJson(response, { nextPageToken: String(count++) }),
    );
    expect(
      await createGoogle({ apiKey: 'key', baseUrl: server.url }).models({ signal }),
    ).toStrictEqual([]);
    expect(server.received).toHaveLength(20);
  });
});

describe('the key and the address', () => {
  it('are tried with one cheap call', async () => {
    await using server = await serve((response) => sendJson(response, { models: [] }));
    await createGoogle({ apiKey: 'key', baseUrl: server.url }).check({ signal });
    expect(server.received.map(({ path }) => path)).toStrictEqual(['/v1beta/models?pageSize=1']);
  });

  it('may be wrong', async () => {
    await using server = await serve((response) =>
      sendJson(
        response,
        {
          error: {
            code: 400,
            status: 'INVALID_ARGUMENT',
            details: [
              {
                '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
                reason: 'API_KEY_INVALID',
              },
            ],
          },
        },
        400,
      ),
    );
    await expect(
      createGoogle({ apiKey: 'key', baseUrl: server.url }).check({ signal }),
    ).rejects.toMatchObject({ code: 'authentication-failed' });
  });

  it('may lead to something else', async () => {
    await using server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<h1>Sign in</h1>');
    });
    const provider = createGoogle({ apiKey: 'key', baseUrl: server.url });
    await expect(provider.check({ signal })).rejects.toMatchObject({ code: 'bad-response' });
    expect((await ask(provider)).at(-1)).toMatchObject({ error: { code: 'bad-response' } });
  });

  it.each([undefined, '', ' ', 'two words', 'schlüssel'])('is no key: %j', (apiKey) => {
    expect(() => createGoogle({ apiKey, baseUrl: undefined })).toThrow(
      expect.objectContaining({ code: 'authentication-failed' }) as Error,
    );
  });

  it('ends in time', async () => {
    const fetch: typeof globalThis.fetch = (_, init) =>
      Promise.reject(init?.signal?.reason as Error);
    const provider = createGoogle({ apiKey: 'key', baseUrl: undefined }, { fetch });
    const late = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
    await expect(provider.check({ signal: late })).rejects.toMatchObject({ code: 'timed-out' });
    const left = AbortSignal.abort();
    await expect(provider.check({ signal: left })).rejects.toBe(left.reason);
    expect(await ask(provider, request, left)).toStrictEqual([]);
  });
});

describe('tokens', () => {
  it('are counted with all that is sent', async () => {
    await using server = await serve((response) => sendJson(response, { totalTokens: 42 }));
    const provider = createGoogle({ apiKey: 'key', baseUrl: server.url });
    const asked = { ...request, temperature: 1, maxOutputTokens: 5, reasoning: true };
    expect(await provider.countTokens(asked, { signal })).toBe(42);
    expect(server.received[0]?.path).toBe('/v1beta/models/gemini-3.8-flash:countTokens');
    expect(JSON.parse(server.received[0]?.body ?? '')).toStrictEqual({
      generateContentRequest: {
        model: 'models/gemini-3.8-flash',
        systemInstruction: { parts: [{ text: 'Be brief.' }] },
        contents: [{ role: 'user', parts: [{ text: 'Hello' }] }],
      },
    });
  });

  it('may come back as something else', async () => {
    const fetch = fetchOf(bytesOf('{"totalTokens":"many"}'));
    const provider = createGoogle({ apiKey: 'key', baseUrl: undefined }, { fetch });
    await expect(provider.countTokens(request, { signal })).rejects.toMatchObject({
      code: 'bad-response',
    });
  });
});
