import { expect, test } from 'vitest';
import type { CallContext } from './providers/policies/compose.ts';
import type { ModelRequest } from './providers/provider.ts';
import { sampleForServers } from './sample-for-servers.ts';

const abilities = { tools: true, reasoning: true, images: true, pdf: true };
const models = [
  { provider: 'a', id: 'large', name: 'Large', abilities, maxOutputTokens: 50 },
  { provider: 'a', id: 'small', name: 'Small', abilities },
  { provider: 'gone', id: 'other', name: 'Other', abilities },
];

function setUp(usual: { provider: string; model: string } | null) {
  const asked: { call: CallContext; request: ModelRequest }[] = [];
  const find = (ref: { provider: string; model: string }) =>
    models.find(({ provider, id }) => provider === ref.provider && id === ref.model);
  const sampling = sampleForServers({
    defaultModel: () => usual,
    list: () => [
      // Of a provider nothing else is looked at.
      { id: 'a', name: 'A', ready: true } as never,
      { id: 'gone', name: 'Gone', ready: false } as never,
    ],
    knownModel: find,
    knownModels: () => ({ models, sources: [] }),
    priceOf: ({ model }) => (model === 'small' ? { input: 1000, output: 2000 } : undefined),
    get: async (_id, call) =>
      ({
        complete: async (request: ModelRequest) => {
          asked.push({ call, request });
          return {
            model: 'small-2026',
            parts: [
              { type: 'reasoning', text: 'hm' },
              { type: 'text', text: 'yes' },
            ],
            finishReason: 'length',
            usage: {},
          };
        },
      }) as never, // the only one of its methods that is used
  });
  return { sampling, asked };
}

const request = {
  systemPrompt: 'Be brief.',
  messages: [
    {
      role: 'user' as const,
      parts: [
        { type: 'text' as const, text: 'Look' },
        { type: 'image' as const, mediaType: 'image/png', data: 'AAAA' },
      ],
    },
  ],
  maxTokens: 100,
  temperature: 0.5,
  wishes: { names: ['other'] },
};

test('a person’s usual model is the first of those that can answer, each with what it costs at most', async () => {
  const { sampling } = setUp({ provider: 'a', model: 'large' });
  const offered = await sampling.list(request);
  expect(offered).toEqual([
    {
      ...{ provider: 'a', model: 'large', name: 'Large', providerName: 'A', mostUsd: null },
      inputTokens: expect.any(Number),
    },
    {
      ...{ provider: 'a', model: 'small', name: 'Small', providerName: 'A' },
      inputTokens: offered[0]?.inputTokens,
      mostUsd: ((offered[0]?.inputTokens ?? 0) * 1000 + 100 * 2000) / 1e6,
    },
  ]);
  await expect(setUp(null).sampling.list(request)).rejects.toMatchObject({
    code: 'not-initialized',
  });
});

test('what is asked is what was shown, without tools, for the server’s account', async () => {
  const { sampling, asked } = setUp({ provider: 'a', model: 'large' });
  const { signal } = new AbortController();
  const server = 'server-01234567';
  expect(
    await sampling.answer({ provider: 'a', model: 'large' }, request, { server, signal }),
  ).toEqual({ text: 'yes', model: 'small-2026', end: 'cut' });
  expect(asked).toEqual([
    {
      call: { conversationId: `mcp/${server}`, messageId: `mcp/${server}` },
      request: {
        model: 'large',
        systemPrompt: 'Be brief.',
        messages: [
          {
            role: 'user',
            parts: [
              { type: 'text', text: 'Look' },
              { type: 'file', mediaType: 'image/png', data: 'AAAA' },
            ],
          },
        ],
        tools: [],
        reasoning: false,
        // No more than the model can; and this one takes no temperature.
        maxOutputTokens: 50,
      },
    },
  ]);
});
