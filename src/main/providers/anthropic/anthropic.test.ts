import { afterEach, describe, expect, it, vi } from 'vitest';
import { collectStream } from '../collect-stream.ts';
import { ask, request } from './__fixtures__/ask.ts';
import { sendStream, serve } from '../__fixtures__/serve.ts';
import type { Received } from '../__fixtures__/serve.ts';
import { bytesOf, fetchOf } from '../__fixtures__/cut-bytes.ts';
import { shortAnswer } from './__fixtures__/wire.ts';
import { createAnthropic } from './anthropic.ts';
import { anthropicEntry } from './entry.ts';

const signal = new AbortController().signal;

const sendJson =
  (body: unknown, status = 200) =>
  (response: Parameters<typeof sendStream>[0]) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };

describe('the entry', () => {
  it('loads the adapter and ships models with abilities', async () => {
    const create = await anthropicEntry.load();
    expect(create({ apiKey: 'key', baseUrl: undefined })).toMatchObject({
      id: 'anthropic',
      name: 'Anthropic',
    });
    expect(anthropicEntry.shippedModels[0]).toStrictEqual({
      provider: 'anthropic',
      id: 'claude-sonnet-5-5',
      name: 'Claude Sonnet 5.5',
      contextWindow: 1_000_000,
      maxOutputTokens: 128_000,
      abilities: { tools: true, reasoning: true, images: true, pdf: true },
    });
    expect(new Set(anthropicEntry.shippedModels.map(({ id }) => id)).size).toBe(
      anthropicEntry.shippedModels.length,
    );
  });
});

describe('models', () => {
  it('reads every page and what each model can do', async () => {
    const can = { supported: true };
    const pages: Record<string, unknown> = {
      '/v1/models?limit=100': {
        data: [
          {
            id: 'claude-new-1',
            display_name: 'Claude New 1',
            max_input_tokens: 500_000,
            max_tokens: 90_000,
            capabilities: {
              image_input: can,
              pdf_input: { supported: false },
              effort: {
                supported: true,
                low: can,
                medium: { supported: false },
                high: can,
                xhigh: null,
              },
              server_tools: { supported: true, web_search: can },
              thinking: {
                supported: true,
                types: {
                  adaptive: can,
                  disabled: can,
                  enabled: { supported: false },
                  between_tools: null,
                },
              },
            },
          },
          { id: '', display_name: 'broken' },
        ],
        has_more: true,
        last_id: 'claude-new-1',
      },
      '/v1/models?after_id=claude-new-1&limit=100': {
        data: [{ id: 'claude-3-haiku-20240307', type: 'model' }],
        has_more: false,
      },
    };
    await using server = await serve((response, { path }) => {
      if (path === '/v1/messages') sendStream(response, shortAnswer);
      else sendJson(pages[sorted(path)])(response);
    });
    const provider = createAnthropic({ apiKey: 'key', baseUrl: server.url });
    expect(await provider.models({ signal })).toStrictEqual([
      {
        provider: 'anthropic',
        id: 'claude-new-1',
        name: 'Claude New 1',
        contextWindow: 500_000,
        maxOutputTokens: 90_000,
        abilities: {
          tools: true,
          reasoning: true,
          images: true,
          pdf: false,
          efforts: ['low', 'high'],
          webSearch: true,
        },
      },
      {
        provider: 'anthropic',
        id: 'claude-3-haiku-20240307',
        name: 'claude-3-haiku-20240307',
        abilities: { tools: true, reasoning: false, images: true, pdf: true },
      },
    ]);

    await ask(provider, { ...request, model: 'claude-new-1' });
    expect(JSON.parse(server.received.at(-1)?.body ?? '')).toMatchObject({
      max_tokens: 64_000,
      thinking: { type: 'disabled' },
    });
  });

  it('does not follow pages in circles', async () => {
    await using server = await serve(sendJson({ data: [], has_more: true, last_id: 'same' }));
    expect(
      await createAnthropic({ apiKey: 'key', baseUrl: server.url }).models({ signal }),
    ).toStrictEqual([]);
    expect(server.received).toHaveLength(2);
  });

  it.each([
    [sendJson({ error: { type: 'authentication_error' } }, 401), 'authentication-failed'],
    [sendJson({ data: [], padding: 'a'.repeat(9_000_000) }), 'bad-response'],
    [sendJson({ models: [] }), 'bad-response'],
    [(response: Parameters<typeof sendStream>[0]) => response.end('<html>'), 'bad-response'],
  ])('says what is wrong with an answer that is no list: %#', async (answer, code) => {
    await using server = await serve(answer);
    const provider = createAnthropic({ apiKey: 'key', baseUrl: server.url });
    await expect(provider.models({ signal })).rejects.toMatchObject({ name: 'AppError', code });
    await expect(provider.check({ signal })).rejects.toMatchObject({ name: 'AppError', code });
  });

  it('calls a deadline by its name, and leaves a stop a stop', async () => {
    await using server = await serve(() => {});
    const provider = createAnthropic({ apiKey: 'key', baseUrl: server.url });
    const late = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
    await expect(provider.models({ signal: late })).rejects.toMatchObject({ code: 'timed-out' });
    await expect(provider.check({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('check', () => {
  it('asks for as little as possible', async () => {
    await using server = await serve(sendJson({ data: [] }));
    await createAnthropic({ apiKey: 'key', baseUrl: server.url }).check({ signal });
    expect(server.received).toMatchObject([
      { method: 'GET', path: '/v1/models?limit=1', headers: { authorization: 'Bearer key' } },
    ]);
  });

  it('follows no redirect with the key', async () => {
    await using other = await serve(sendJson({ data: [] }));
    await using server = await serve((response) => {
      response.writeHead(307, { location: other.url });
      response.end();
    });
    const provider = createAnthropic({ apiKey: 'key', baseUrl: server.url });
    await expect(provider.check({ signal })).rejects.toMatchObject({ code: 'network-failed' });
    expect(other.received).toHaveLength(0);
  });
});

describe('countTokens', () => {
  it('counts what would be sent', async () => {
    await using server = await serve(sendJson({ input_tokens: 42 }));
    const provider = createAnthropic({ apiKey: 'key', baseUrl: server.url });
    expect(await provider.countTokens(request, { signal })).toBe(42);
    const [{ path, body } = {} as Received] = server.received;
    expect(path).toBe('/v1/messages/count_tokens');
    expect(Object.keys(JSON.parse(body) as object).toSorted()).toStrictEqual([
      'messages',
      'model',
      'system',
      'thinking',
    ]);
  });

  it('refuses an answer without a number', async () => {
    await using server = await serve(sendJson({ input_tokens: 'many' }));
    const provider = createAnthropic({ apiKey: 'key', baseUrl: server.url });
    await expect(provider.countTokens(request, { signal })).rejects.toMatchObject({
      code: 'bad-response',
    });
  });
});

describe('complete', () => {
  it('gives what the stream gives, in one piece', async () => {
    const provider = createAnthropic(
      { apiKey: 'key', baseUrl: undefined },
      { fetch: fetchOf(bytesOf(shortAnswer, 9)) },
    );
    const completion = await provider.complete(request, { signal });
    expect(completion).toStrictEqual({
      responseId: 'msg_1',
      model: 'a-model',
      parts: [{ type: 'text', text: 'Hello' }],
      finishReason: 'stop',
      usage: { inputTokens: 3, outputTokens: 9 },
    });
    expect(await collectStream(provider.stream(request, { signal }))).toStrictEqual(completion);
  });
});

describe('what is sent', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is ours alone, whatever the environment says', async () => {
    await using elsewhere = await serve((response) => sendStream(response, shortAnswer));
    vi.stubEnv('ANTHROPIC_BASE_URL', elsewhere.url);
    vi.stubEnv('ANTHROPIC_API_KEY', 'key-of-the-environment');
    vi.stubEnv('ANTHROPIC_AUTH_TOKEN', 'token-of-the-environment');
    vi.stubEnv('ANTHROPIC_PROFILE', 'nobody');
    vi.stubEnv('ANTHROPIC_LOG', 'debug');
    vi.stubEnv(
      'ANTHROPIC_CUSTOM_HEADERS',
      'authorization: Bearer custom\nx-custom: 1\nanthropic-beta: custom\nanthropic-version: 1',
    );
    const write = vi.spyOn(console, 'debug');
    await using server = await serve((response) => sendStream(response, shortAnswer));
    await ask(createAnthropic({ apiKey: ' key-of-the-settings\n', baseUrl: server.url }));
    expect(write).not.toHaveBeenCalled();
    expect(elsewhere.received).toHaveLength(0);
    const { 'content-length': _, host: __, ...headers } = server.received[0]?.headers ?? {};
    expect(headers).toStrictEqual({
      accept: 'application/json',
      'accept-encoding': 'gzip, deflate',
      'accept-language': '*',
      'anthropic-version': '2026-10-21',
      authorization: 'Bearer key-of-the-settings',
      connection: 'keep-alive',
      'content-type': 'application/json',
      'sec-fetch-mode': 'cors',
      'user-agent': expect.stringContaining('Anthropic/JS') as string,
    });
  });

  it('says nothing on the console about a model that is about to go', async () => {
    const warn = vi.spyOn(console, 'warn');
    const provider = createAnthropic(
      { apiKey: 'key', baseUrl: undefined },
      { fetch: fetchOf(bytesOf(shortAnswer)) },
    );
    await ask(provider, { ...request, model: 'claude-sonnet-4-5' });
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([undefined, '', '  ', 'a key', 'schlüssel'])(
    'is nothing without a proper key: %j',
    (apiKey) => {
      expect(() => createAnthropic({ apiKey, baseUrl: undefined })).toThrow(
        expect.objectContaining({
          code: 'authentication-failed',
          message: expect.not.stringContaining('schlüssel') as string,
        }) as Error,
      );
    },
  );

  it('goes to a path below the address', async () => {
    await using server = await serve((response) => sendStream(response, shortAnswer));
    await ask(createAnthropic({ apiKey: 'key', baseUrl: `${server.url}/gateway/` }));
    expect(server.received[0]?.path).toBe('/gateway/v1/messages');
  });
});

function sorted(path: string): string {
  const [start = '', query = ''] = path.split('?');
  return `${start}?${query.split('&').toSorted().join('&')}`;
}
