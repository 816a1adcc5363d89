import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import type { AnySchema } from '@orpc/contract';
import { contract } from './contract/index.ts';
import { maxFrameBytes, maxInstructionsLength, maxPromptLength } from './limits.ts';

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

const { chat, conversations, settings } = contract;
const largest: readonly (readonly [string, { '~orpc': { inputSchema?: AnySchema } }, object])[] = [
  [
    'chat.send',
    chat.send,
    {
      conversationId: id,
      messageId: id,
      text: worst(maxPromptLength),
      begin: { model, systemPrompt: worst(maxInstructionsLength), reasoning: true },
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
        reasoning: true,
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
  ['providers', settings.update, { providers: many(21, 10, {}) }],
  ['the name of a provider', settings.update, { providers: many(1, 65, {}) }],
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
