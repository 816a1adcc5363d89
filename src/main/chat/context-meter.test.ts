import { describe, expect, test } from 'vitest';
import { makeAttachment } from '../../shared/__fixtures__/make-attachment.ts';
import type { Message } from '../../shared/contract/message.ts';
import type { Model } from '../../shared/contract/providers.ts';
import { AppError } from '../../shared/errors.ts';
import type { Provider } from '../providers/provider.ts';
import { makeConversation, makeMessage, textPart } from '../store/__fixtures__/store-fixtures.ts';
import { calculate } from '../tools/calculate.ts';
import { createTools } from '../tools/tools.ts';
import { createContextMeter } from './context-meter.ts';

const model: Model = {
  provider: 'one',
  id: 'first',
  name: 'First',
  contextWindow: 1000,
  maxOutputTokens: 300,
  abilities: { tools: true, reasoning: false, images: true, pdf: true },
};

function setUp({
  path = [],
  maxOutputTokens = null,
  countsTokens = true,
  countTokens = () => Promise.resolve(1000),
}: {
  path?: readonly Message[];
  maxOutputTokens?: number | null;
  countsTokens?: boolean;
  countTokens?: Provider['countTokens'];
}) {
  const asked: Parameters<Provider['countTokens']>[0][] = [];
  const measure = createContextMeter({
    store: {
      getConversation: (id) =>
        path.length === 0
          ? Promise.reject(new AppError('not-found', 'No.'))
          : Promise.resolve(
              makeConversation({
                id,
                systemPrompt: 'Be brief.',
                activeLeafId: 'leaf',
                maxOutputTokens,
              }),
            ),
      path: () => Promise.resolve(path),
      getArtifact: () => Promise.resolve(null),
      attachments: () => Promise.resolve([makeAttachment()]),
    },
    tools: createTools([calculate]),
    sentTools: { get: () => [] },
    toolRules: () => ({}),
    providers: {
      defaultModel: () => ({ provider: 'one', model: 'first' }),
      model: () => Promise.resolve(model),
      countsTokens: () => countsTokens,
      get: () =>
        Promise.resolve({
          countTokens: (request: Parameters<Provider['countTokens']>[0], options) => {
            asked.push(request);
            return countTokens(request, options);
          },
        } as Provider),
    },
    defaultSystemPrompt: () => '',
  });
  const { signal } = new AbortController();
  return {
    asked,
    measure: (text: string, exact = false, attachments: readonly string[] = []) =>
      measure({ conversationId: 'c', text, exact, attachments }, signal),
  };
}

const path = [
  makeMessage('c', { parts: [textPart('How many words are in this question?')] }),
  makeMessage('c', {
    role: 'assistant',
    parts: [
      textPart('Seven.'),
      { type: 'file', mediaType: 'image/png', data: 'a'.repeat(100_000) },
    ],
  }),
];

describe('the context', () => {
  test('of a conversation that does not exist yet holds the tools and the draft', async () => {
    const { tokens, ...rest } = await setUp({}).measure('Hello there');
    expect(rest).toEqual({
      model: { provider: 'one', model: 'first' },
      contextWindow: 1000,
      source: 'estimate',
    });
    expect(tokens).toMatchObject({ system: 0, files: 0, history: 0, draft: 6, reserve: 300 });
    expect(tokens.tools).toBeGreaterThan(20);
  });

  test('is split into what fills it', async () => {
    const { tokens } = await setUp({ path }).measure('');
    expect(tokens).toMatchObject({ system: 3, files: 1500, history: 18, draft: 0 });
  });

  test('counts what is attached to the draft as a file, for the vendor too', async () => {
    const { measure, asked } = setUp({});
    const { tokens } = await measure('', false, ['a']);
    expect(tokens.files).toBeGreaterThan(20);
    await measure('Hm?', true, ['a']);
    expect(asked[0]?.messages[0]?.parts.map(({ type }) => type)).toEqual(['resource', 'text']);
  });

  test('keeps no more room than the person gives the answer', async () => {
    expect((await setUp({ path, maxOutputTokens: 50 }).measure('')).tokens.reserve).toBe(50);
    expect((await setUp({ path, maxOutputTokens: 5000 }).measure('')).tokens.reserve).toBe(300);
  });

  test('is counted by the vendor when asked, and the shares add up to its count', async () => {
    const { measure, asked } = setUp({ path });
    const { source, tokens } = await measure('And now?', true);
    expect(source).toBe('vendor');
    const { reserve: _, ...filled } = tokens;
    expect(Object.values(filled).reduce((sum, count) => sum + count, 0)).toBe(1000);
    expect(asked[0]?.messages.at(-1)).toEqual({ role: 'user', parts: [textPart('And now?')] });
  });

  test('is estimated where the vendor does not count, or fails', async () => {
    expect((await setUp({ path, countsTokens: false }).measure('', true)).source).toBe('estimate');
    const failing = setUp({
      path,
      countTokens: () => Promise.reject(new AppError('network-failed', 'No.')),
    });
    expect((await failing.measure('', true)).source).toBe('estimate');
  });
});
