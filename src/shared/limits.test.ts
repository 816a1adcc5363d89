import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import type { AnySchema } from '@orpc/contract';
import type { ModelOptions } from './contract/conversations.ts';
import { contract } from './contract/index.ts';
import { efforts } from './efforts.ts';
import {
  maxFrameBytes,
  maxInstructionsLength,
  maxPromptLength,
  maxToolKeyLength,
  maxToolsNamed,
} from './limits.ts';

/** Path, headers and the envelope of a call. */
const envelopeBytes = 4096;
/** Six bytes in JSON, the most a character can take. */
const worst = (length: number) => '\u0001'.repeat(length);
const id = uuidv7();
const model = { provider: worst(200), model: worst(200) };
const url = `https://x/${'\u6f22'.repeat(2000)}`;
const many = <Value>(count: number, length: number, value: Value) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${index}`.padEnd(length, '\u0001'), value]),
  );

const options: ModelOptions = {
  reasoning: false,
  effort: 'minimal',
  temperature: 1.2345678901234567,
  maxOutputTokens: 10_000_000,
  webSearch: false,
};
const toolsOff = Array.from({ length: maxToolsNamed }, () => 't'.repeat(maxToolKeyLength));
const number = 1.2345678901234567e-100;
const prices = { input: number, output: number, cacheRead: number, cacheWrite: number };

const { chat, conversations, settings } = contract;
const largest: readonly (readonly [string, { '~orpc': { inputSchema?: AnySchema } }, object])[] = [
  [
    'chat.send',
    chat.send,
    {
      conversationId: id,
      messageId: id,
      text: worst(maxPromptLength),
      begin: { model, systemPrompt: worst(maxInstructionsLength), ...options, toolsOff },
    },
  ],
  [
    'conversations.setDraft',
    conversations.setDraft,
    { key: worst(64), text: worst(maxPromptLength) },
  ],
  [
    'conversations.update',
    conversations.update,
    {
      id,
      rev: 1,
      patch: {
        title: worst(200),
        systemPrompt: worst(maxInstructionsLength),
        model,
        ...options,
        toolsOff,
      },
    },
  ],
  [
    'settings.update',
    settings.update,
    {
      providers: many(20, 64, { baseUrl: url }),
      defaultModel: model,
      systemPrompt: worst(maxInstructionsLength),
      modelTimeouts: many(50, 401, {
        connectSeconds: 1.2345678901234567,
        stalledAfterSeconds: 1.2345678901234567,
        idleSeconds: 1.2345678901234567,
      }),
      fallbacks: many(
        12,
        401,
        Array.from({ length: 5 }, () => model),
      ),
      favouriteModels: Array.from({ length: 25 }, () => model),
      modelOverrides: many(25, 401, {
        name: worst(200),
        contextWindow: Number.MAX_SAFE_INTEGER,
        maxOutputTokens: Number.MAX_SAFE_INTEGER,
        price: { ...prices, long: { above: number, ...prices } },
        abilities: {
          tools: false,
          reasoning: false,
          images: false,
          pdf: false,
          temperature: false,
          maxTemperature: 1.2345678901234567,
          webSearch: false,
          efforts,
        },
      }),
    },
  ],
];

test.each(largest)('the largest %s there can be fits into a frame', async (_, method, input) => {
  expect(await isValid(method, input)).toBe(true);
  const bytes = Buffer.byteLength(JSON.stringify(input));
  expect(bytes + envelopeBytes).toBeLessThan(maxFrameBytes);
});

test.each([
  ['a text', chat.send, { text: worst(maxPromptLength + 1) }],
  ['spaces', chat.send, { text: `a${' '.repeat(maxPromptLength)}` }],
  ['instructions', chat.send, { begin: { systemPrompt: worst(maxInstructionsLength + 1) } }],
  ['the name of a model', chat.send, { begin: { model: { provider: 'p', model: worst(201) } } }],
  ['tools', chat.send, { begin: { toolsOff: [...toolsOff, 't'] } }],
  ['the name of a tool', chat.send, { begin: { toolsOff: ['t'.repeat(maxToolKeyLength + 1)] } }],
  ['providers', settings.update, { providers: many(21, 10, {}) }],
  ['the name of a provider', settings.update, { providers: many(1, 65, {}) }],
  ['substitutes', settings.update, { fallbacks: many(13, 10, []) }],
  ['favourites', settings.update, { favouriteModels: Array.from({ length: 26 }, () => model) }],
  ['overrides', settings.update, { modelOverrides: many(26, 10, {}) }],
  ['timeouts', settings.update, { modelTimeouts: many(51, 10, {}) }],
  ['the name in a timeout', settings.update, { modelTimeouts: many(1, 402, {}) }],
] as const)('more of %s is not valid', async (_, method, input) => {
  const rest = method === chat.send ? { conversationId: id, messageId: id, text: 'a' } : {};
  expect(await isValid(method, { ...rest, ...input })).toBe(false);
});

async function isValid(
  method: { '~orpc': { inputSchema?: AnySchema } },
  input: unknown,
): Promise<boolean> {
  const schema = method['~orpc'].inputSchema;
  if (schema === undefined) throw new Error('it takes no input');
  return (await schema['~standard'].validate(input)).issues === undefined;
}
