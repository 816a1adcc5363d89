import { describe, expect, it } from 'vitest';
import type { Effort } from '../../../shared/contract/effort.ts';
import type { ModelRequest } from '../provider.ts';
import { createToolNames } from '../tool-names.ts';
import { request } from './__fixtures__/ask.ts';
import { abilitiesOf } from './abilities.ts';
import { toRequestBody } from './to-request-body.ts';

const tool = {
  name: 'read',
  description: 'Reads.',
  inputSchema: { type: 'object', properties: { path: { type: 'string' } } },
};
const declared = {
  name: 'read',
  description: 'Reads.',
  parameters: { type: 'OBJECT', properties: { path: { type: 'STRING' } } },
};

const bodyOf = (asked: Partial<ModelRequest>) =>
  toRequestBody(
    { ...request, ...asked },
    createToolNames((asked.tools ?? []).map(({ name }) => name)),
  );

it('holds the instructions, the conversation and the tools', () => {
  expect(
    bodyOf({ model: 'gemini-2.0-flash', tools: [tool, { ...tool, name: 'now', inputSchema: {} }] }),
  ).toStrictEqual({
    systemInstruction: { parts: [{ text: 'Be brief.' }] },
    contents: [{ role: 'user', parts: [{ text: 'Hello' }] }],
    tools: [{ functionDeclarations: [declared, { name: 'now', description: 'Reads.' }] }],
  });
  expect(bodyOf({ model: 'gemini-2.0-flash', systemPrompt: ' ' })).toStrictEqual({
    contents: [{ role: 'user', parts: [{ text: 'Hello' }] }],
  });
});

describe('thinking', () => {
  it.each<[string, boolean, Effort | undefined, object | undefined]>([
    ['gemini-4-hydrogen', true, undefined, { includeThoughts: true }],
    ['gemini-4-hydrogen', true, 'xhigh', { includeThoughts: true, thinkingLevel: 'XHIGH' }],
    ['gemini-4-carbon', true, 'max', { includeThoughts: true, thinkingLevel: 'HIGH' }],
    ['gemini-4-argon', false, 'high', { thinkingLevel: 'LOW' }],
    ['gemini-3.8-flash', true, 'minimal', { includeThoughts: true, thinkingLevel: 'LOW' }],
    ['gemini-3.5-flash', false, undefined, { thinkingLevel: 'MINIMAL' }],
    ['gemini-3-flash-preview', true, 'medium', { includeThoughts: true, thinkingLevel: 'MEDIUM' }],
    ['gemini-3-pro-preview', true, 'medium', { includeThoughts: true, thinkingLevel: 'LOW' }],
    ['gemini-9-unheard-of', true, 'xhigh', { includeThoughts: true, thinkingLevel: 'HIGH' }],
    ['gemini-flash-latest', false, undefined, { thinkingLevel: 'LOW' }],
    ['gemini-2.5-pro', false, undefined, { thinkingBudget: 128 }],
    ['gemini-2.5-flash', false, undefined, { thinkingBudget: 0 }],
    ['gemini-2.5-flash-lite', true, undefined, { includeThoughts: true, thinkingBudget: -1 }],
    ['gemini-2.5-flash', true, 'medium', { includeThoughts: true, thinkingBudget: 8192 }],
    ['gemini-2.5-flash', true, 'max', { includeThoughts: true, thinkingBudget: 24_576 }],
    ['gemini-2.0-flash', true, 'high', undefined],
    ['gemma-4-31b-it', true, 'high', undefined],
  ])('%s, reasoning %s, effort %s', (model, reasoning, effort, thinkingConfig) => {
    const asked = { model, reasoning, ...(effort === undefined ? {} : { effort }) };
    expect(bodyOf(asked).generationConfig?.thinkingConfig).toStrictEqual(thinkingConfig);
  });
});

it.each([
  'gemini-4-neon',
  'gemini-3.5-flash',
  'gemini-3-pro-preview',
  'gemini-2.5-pro',
  'gemini-2.5-flash',
])('%s that is not to think does what the page is told of it', (model) => {
  const { efforts, reasoningOff } = abilitiesOf(model);
  const { includeThoughts, ...least } =
    bodyOf({ model, reasoning: true, effort: efforts?.[0] ?? 'low' }).generationConfig
      ?.thinkingConfig ?? {};
  expect(includeThoughts).toBe(true);
  expect(bodyOf({ model, reasoning: false }).generationConfig?.thinkingConfig).toStrictEqual(
    reasoningOff === 'least' ? least : { thinkingBudget: 0 },
  );
});

describe('search', () => {
  it('goes with functions where the model can do both', () => {
    expect(bodyOf({ model: 'gemini-4-neon', webSearch: true, tools: [tool] })).toMatchObject({
      tools: [{ functionDeclarations: [declared] }, { googleSearch: {} }],
      toolConfig: {
        functionCallingConfig: { mode: 'VALIDATED' },
        includeServerSideToolInvocations: true,
      },
    });
  });

  it.each([
    ['gemini-2.5-flash', [tool], [{ functionDeclarations: [declared] }]],
    ['gemini-2.5-flash', [], [{ googleSearch: {} }]],
    ['gemini-4-neon', [], [{ googleSearch: {} }]],
    ['gemma-4-31b-it', [], undefined],
  ])('%s with %j', (model, tools, expected) => {
    const body = bodyOf({ model, webSearch: true, tools });
    expect(body.tools).toStrictEqual(expected);
    expect(body.toolConfig).toBeUndefined();
  });
});

it('holds what a person set, less what the model takes no notice of', () => {
  const set = { temperature: 0.5, maxOutputTokens: 100 };
  expect(bodyOf({ model: 'gemini-2.0-flash', ...set }).generationConfig).toStrictEqual(set);
  expect(bodyOf({ model: 'gemini-4-neon', ...set }).generationConfig).toStrictEqual({
    maxOutputTokens: 100,
    thinkingConfig: { thinkingLevel: 'LOW' },
  });
});
