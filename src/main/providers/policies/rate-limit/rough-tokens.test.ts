import { expect, test } from 'vitest';
import { request } from '../../__fixtures__/scripted-provider.ts';
import { roughTokens } from './rough-tokens.ts';

const call = {
  type: 'tool-call',
  id: '1',
  name: 'a',
  runner: 'tina',
  state: 'done',
  inputText: 'x'.repeat(40),
} as const;

test('four characters are about a token, whoever said them', () => {
  const tools = [{ name: 'a', description: '', inputSchema: {} }];
  expect(
    roughTokens({
      ...request,
      systemPrompt: 'x'.repeat(400),
      tools,
      messages: [
        { role: 'user', parts: [{ type: 'text', text: 'x'.repeat(800) }] },
        {
          role: 'assistant',
          parts: [
            { type: 'step', provider: 'a', model: 'a' },
            { type: 'reasoning', text: 'x'.repeat(80) },
            { ...call, result: 'x'.repeat(40) },
            { ...call, result: { a: 'x'.repeat(32) } },
            call,
          ],
        },
      ],
    }),
  ).toBe(Math.ceil((400 + 800 + 80 + 3 * 40 + 40 + 40 + JSON.stringify(tools).length) / 4));
});

test('a file counts the same however many bytes it has', () => {
  const parts = [{ type: 'file', mediaType: 'image/png', data: 'x'.repeat(1_000_000) } as const];
  expect(roughTokens({ ...request, messages: [{ role: 'user', parts }] })).toBe(1_500);
});
