import { expect, it } from 'vitest';
import type { Model } from '../../../shared/contract/providers.ts';
import { collect, request } from '../__fixtures__/scripted-provider.ts';
import { serve } from '../__fixtures__/serve.ts';
import { customDialect } from '../custom/dialect.ts';
import { groq } from '../groq/dialect.ts';
import { lmstudio } from '../lmstudio/dialect.ts';
import { mistral } from '../mistral/dialect.ts';
import { ollama } from '../ollama/dialect.ts';
import { openrouter } from '../openrouter/dialect.ts';
import { xai } from '../xai/dialect.ts';
import { createChatCompletions } from './chat-completions.ts';
import type { Dialect } from './dialect.ts';

/** What a server that answers like this is said to have, and what it was asked. */
async function listed(
  dialect: Dialect,
  answers: Readonly<Record<string, unknown>>,
): Promise<{ models: readonly Model[]; asked: readonly string[] }> {
  await using server = await serve((response, { path, body }) => {
    const answer = answers[body === '' ? path : `${path} ${body}`];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  const provider = createChatCompletions(dialect)({ apiKey: 'key', baseUrl: server.url });
  const models = await provider.models({ signal: new AbortController().signal });
  return { models, asked: server.received.map(({ path }) => path) };
}

it('reads what OpenRouter says of its models, prices too', async () => {
  const { models } = await listed(openrouter, {
    '/models': {
      data: [
        {
          id: 'a/thinker',
          name: 'A: Thinker',
          context_length: 200_000,
          architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
          top_provider: { max_completion_tokens: 64_000 },
          supported_parameters: ['tools', 'reasoning', 'temperature'],
          pricing: { prompt: '0.0000003', completion: '0.000015', input_cache_read: '0.00000003' },
        },
        { id: 'a/painter', architecture: { output_modalities: ['image'] } },
        { id: 'a/plain', context_length: 'much', pricing: { prompt: '-1', completion: '-1' } },
        { name: 'without an id' },
        'nothing',
        { id: 'a/plain' },
      ],
    },
  });
  expect(models).toStrictEqual([
    {
      provider: 'openrouter',
      id: 'a/thinker',
      name: 'A: Thinker',
      contextWindow: 200_000,
      maxOutputTokens: 64_000,
      abilities: {
        tools: true,
        reasoning: true,
        images: true,
        pdf: true,
        efforts: ['minimal', 'low', 'medium', 'high', 'xhigh'],
        temperature: true,
        webSearch: true,
      },
      price: { input: 0.3, output: 15, cacheRead: 0.03 },
    },
    {
      provider: 'openrouter',
      id: 'a/plain',
      name: 'a/plain',
      abilities: {
        tools: false,
        reasoning: false,
        images: false,
        pdf: true,
        temperature: false,
        webSearch: false,
      },
    },
  ]);
});

it('knows how high a temperature may be where that is less than usual', async () => {
  const highest = async (dialect: Dialect, ...ids: readonly string[]) => {
    const data = ids.map((id) => ({ id, supported_parameters: ['temperature'] }));
    const { models } = await listed(dialect, { '/models': { data } });
    return models.map(({ abilities }) => abilities.maxTemperature);
  };
  const names = ['anthropic/claude-opus-4.5', '~anthropic/claude-haiku-latest'];
  expect(await highest(openrouter, ...names, 'openai/gpt-4o')).toEqual([1, 1, undefined]);
  const custom = customDialect({ id: 'custom-1', name: 'Mine' }, '');
  expect(await highest(custom, 'claude-sonnet-4-5', 'not-claude', 'gpt-4o')).toEqual([
    1,
    undefined,
    undefined,
  ]);
  expect(await highest(mistral, 'mistral-small-latest')).toEqual([1.5]);
});

it('believes no price that cannot be one', async () => {
  const pricing = { prompt: '1e300', completion: '0.000001' };
  const { models } = await listed(openrouter, {
    '/models': { data: [{ id: 'a/model', pricing }] },
  });
  expect(models).toMatchObject([{ id: 'a/model' }]);
  expect(models[0]).not.toHaveProperty('price');
});

it('leaves out what does not chat, and what is retired', async () => {
  const ids = ({ models }: { models: readonly Model[] }) => models.map(({ id }) => id);
  const data = (...entries: object[]) => ({ '/models': { data: entries } });
  expect(
    ids(
      await listed(
        { ...groq, path: '' },
        data(
          { id: 'openai/gpt-oss-120b', context_window: 131_072 },
          { id: 'whisper-large-v3' },
          { id: 'meta-llama/llama-prompt-guard-2-22m' },
          { id: 'old', active: false },
        ),
      ),
    ),
  ).toStrictEqual(['openai/gpt-oss-120b']);
  expect(ids(await listed(xai, data({ id: 'grok-4.6' }, { id: 'grok-imagine-image' })))).toEqual([
    'grok-4.6',
  ]);
  const chat = { completion_chat: true, function_calling: true, vision: true };
  expect(
    (
      await listed(
        mistral,
        data(
          { id: 'mistral-small-latest', capabilities: chat, max_context_length: 256_000 },
          { id: 'mistral-embed', capabilities: { ...chat, completion_chat: false } },
        ),
      )
    ).models,
  ).toStrictEqual([
    {
      provider: 'mistral',
      id: 'mistral-small-latest',
      name: 'mistral-small-latest',
      contextWindow: 256_000,
      abilities: {
        tools: true,
        reasoning: true,
        images: true,
        pdf: true,
        temperature: true,
        maxTemperature: 1.5,
      },
    },
  ]);
});

it('takes a list however it is wrapped', async () => {
  const custom = customDialect({ id: 'custom-01234567', name: 'Mine' }, 'https://mine.example');
  const entry = { id: 'mine', max_model_len: 8192 };
  for (const list of [{ data: [entry] }, { models: [entry] }, [entry]])
    expect((await listed(custom, { '/models': list })).models).toMatchObject([
      { provider: 'custom-01234567', id: 'mine', contextWindow: 8192 },
    ]);
  await expect(listed(custom, { '/models': { error: 'no' } })).rejects.toMatchObject({
    code: 'bad-response',
  });
});

it('asks Ollama what each of its models can do', async () => {
  const show = (model: string) => `/api/show {"model":"${model}"}`;
  const { models } = await listed(ollama, {
    '/v1/models': {
      data: [{ id: 'qwen3:8b' }, { id: 'gpt-oss:20b' }, { id: 'embedder' }, { id: 'silent' }],
    },
    [show('qwen3:8b')]: {
      capabilities: ['completion', 'tools', 'thinking'],
      parameters: 'temperature 0.6\nnum_ctx                        16384\nstop "x"',
      model_info: { 'qwen3.context_length': 40_960 },
    },
    [show('gpt-oss:20b')]: { capabilities: ['completion', 'vision', 'thinking'] },
    [show('embedder')]: { capabilities: ['embedding'] },
  });
  const common = { pdf: false, temperature: true };
  expect(models).toStrictEqual([
    {
      provider: 'ollama',
      id: 'qwen3:8b',
      name: 'qwen3:8b',
      contextWindow: 16_384,
      abilities: { tools: true, reasoning: true, images: false, ...common },
    },
    {
      provider: 'ollama',
      id: 'gpt-oss:20b',
      name: 'gpt-oss:20b',
      abilities: {
        tools: false,
        reasoning: true,
        images: true,
        pdf: false,
        efforts: ['low', 'medium', 'high'],
        reasoningOff: 'least',
        temperature: true,
      },
    },
    {
      provider: 'ollama',
      id: 'silent',
      name: 'silent',
      abilities: { tools: true, reasoning: false, images: true, ...common },
    },
  ]);
});

it('asks LM Studio for its own list, and takes the common one where that is missing', async () => {
  const own = await listed(lmstudio, {
    '/api/v0/models': {
      data: [
        {
          id: 'seer',
          type: 'vlm',
          max_context_length: 131_072,
          loaded_context_length: 4096,
          capabilities: ['tool_use'],
        },
        { id: 'talker', type: 'llm', max_context_length: 8192, capabilities: [] },
        { id: 'embedder', type: 'embeddings' },
        7,
      ],
    },
  });
  const common = { reasoning: false, pdf: false, temperature: true };
  expect(own.models).toStrictEqual([
    {
      provider: 'lmstudio',
      id: 'seer',
      name: 'seer',
      contextWindow: 4096,
      abilities: { tools: true, images: true, ...common },
    },
    {
      provider: 'lmstudio',
      id: 'talker',
      name: 'talker',
      contextWindow: 8192,
      abilities: { tools: false, images: false, ...common },
    },
  ]);
  const common2 = await listed(lmstudio, {
    '/models': { data: [{ id: 'talker' }, { id: 'text-embedding-x' }] },
  });
  expect(common2.models.map(({ id }) => id)).toStrictEqual(['talker']);
  expect(common2.asked).toStrictEqual(['/api/v0/models', '/models']);
});

it('tells a model to think by what another client was told of it', async () => {
  const sent: string[] = [];
  const knownModel = (id: string): Model => ({
    provider: 'ollama',
    id,
    name: id,
    abilities: { tools: true, reasoning: true, images: false, pdf: false },
  });
  const provider = createChatCompletions(ollama)(
    { apiKey: undefined, baseUrl: undefined, knownModel },
    {
      fetch: (_, init) => {
        sent.push(typeof init?.body === 'string' ? init.body : '');
        return Promise.resolve(new Response('', { status: 500 }));
      },
    },
  );
  const { signal } = new AbortController();
  await collect(provider.stream({ ...request, reasoning: true }, { signal }));
  expect(sent.map((body) => JSON.parse(body) as unknown)).toMatchObject([
    { reasoning_effort: 'medium' },
  ]);
});
