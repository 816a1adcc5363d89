import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '../provider.ts';
import { createToolNames } from '../tool-names.ts';
import { openaiEntry } from './entry.ts';
import { toCountedBody, toRequestBody } from './to-request-body.ts';

const base: ModelRequest = {
  model: 'gpt-4.1',
  systemPrompt: '',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
  tools: [],
  reasoning: false,
};
const bodyOf = (change: Partial<ModelRequest>) => {
  const request = { ...base, ...change };
  return toRequestBody(request, createToolNames(request.tools.map(({ name }) => name)));
};
const input = [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }];

describe('toRequestBody', () => {
  it('asks with nothing but what is needed', () => {
    expect(bodyOf({})).toStrictEqual({ model: 'gpt-4.1', input, store: false, stream: true });
  });

  it('asks with all there is', () => {
    const inputSchema = { type: 'object', properties: { a: { type: 'number' } } };
    const asked = {
      model: 'gpt-6.2-sol',
      systemPrompt: 'Be brief.',
      tools: [{ name: 'files.read', description: 'It reads.', inputSchema }],
      reasoning: true,
      effort: 'high',
      maxOutputTokens: 1000,
      webSearch: true,
      temperature: 1,
    } as const;
    const counted = {
      model: 'gpt-6.2-sol',
      instructions: 'Be brief.',
      input,
      tools: [
        {
          type: 'function',
          name: createToolNames([]).toVendor('files.read'),
          description: 'It reads.',
          parameters: inputSchema,
          strict: false,
        },
        { type: 'web_search' },
      ],
      parallel_tool_calls: true,
      reasoning: { effort: 'high', summary: 'auto' },
    };
    expect(bodyOf(asked)).toStrictEqual({
      ...counted,
      max_output_tokens: 1000,
      include: ['reasoning.encrypted_content', 'web_search_call.action.sources'],
      store: false,
      stream: true,
    });
    expect(toCountedBody({ ...base, ...asked }, createToolNames(['files.read']))).toStrictEqual(
      counted,
    );
  });

  it.each([
    ['gpt-6.2-sol', { effort: 'low' }, { summary: 'auto' }],
    ['gpt-6-luna', { effort: 'none' }, { effort: 'medium', summary: 'auto' }],
    ['gpt-5.6-sol', { effort: 'none' }, { effort: 'medium', summary: 'auto' }],
    ['gpt-5.4-mini', { effort: 'none' }, { effort: 'medium', summary: 'auto' }],
    ['gpt-5.1-2025-11-13', { effort: 'none' }, { effort: 'medium', summary: 'auto' }],
    ['gpt-5-mini', { effort: 'minimal' }, { summary: 'auto' }],
    ['gpt-5-pro', { effort: 'high' }, { summary: 'auto' }],
    ['o3', { effort: 'low' }, { summary: 'auto' }],
    ['gpt-4.1', undefined, undefined],
    ['gpt-5-chat-latest', undefined, undefined],
    ['ft:gpt-4.1-mini:org::id', undefined, undefined],
    ['a-model-of-tomorrow', undefined, { summary: 'auto' }],
  ])('tells %s not to think, and to think', (model, off, on) => {
    expect(bodyOf({ model, reasoning: false })['reasoning']).toStrictEqual(off);
    expect(bodyOf({ model, reasoning: true })['reasoning']).toStrictEqual(on);
  });

  it.each([
    ['gpt-5-mini', 'max', 'high'],
    ['gpt-6.2-sol', 'minimal', 'low'],
    ['gpt-6.2-sol', 'max', 'max'],
    ['gpt-5.4-pro', 'low', 'medium'],
  ] as const)('lets %s think as near to %s as it can: %s', (model, effort, sent) => {
    expect(bodyOf({ model, reasoning: true, effort })['reasoning']).toStrictEqual({
      effort: sent,
      summary: 'auto',
    });
  });

  it('does not ask for a search of the web with hardly any thought', () => {
    const asked = { model: 'gpt-5', webSearch: true };
    expect(bodyOf({ ...asked, effort: 'minimal', reasoning: true })['reasoning']).toStrictEqual({
      effort: 'low',
      summary: 'auto',
    });
    expect(bodyOf({ ...asked, reasoning: false })['reasoning']).toStrictEqual({ effort: 'low' });
  });

  it.each(openaiEntry.shippedModels)(
    'does with $id that is not to think what the page is told of it',
    ({ id, abilities: { efforts, reasoningOff } }) => {
      const sent = bodyOf({ model: id, reasoning: false })['reasoning'];
      expect(sent).toStrictEqual(
        efforts === undefined
          ? undefined
          : { effort: reasoningOff === 'least' ? efforts[0] : 'none' },
      );
    },
  );

  it('offers no search to a model that cannot', () => {
    const body = bodyOf({ model: 'gpt-3.5-turbo', webSearch: true });
    expect(body).not.toHaveProperty('tools');
    expect(body).not.toHaveProperty('include');
  });

  it('sets a temperature only where there is one, and no limit the vendor refuses', () => {
    expect(bodyOf({ temperature: 0, maxOutputTokens: 1 })).toMatchObject({
      temperature: 0,
      max_output_tokens: 16,
    });
    expect(bodyOf({ model: 'gpt-6-luna', temperature: 0 })).not.toHaveProperty('temperature');
  });

  it.each([
    [{}, { type: 'object', properties: {} }],
    [
      { type: 'object', additionalProperties: false },
      { type: 'object', additionalProperties: false, properties: {} },
    ],
    [
      {
        type: 'object',
        properties: { a: { type: 'string' } },
        required: ['a'],
        anyOf: [
          { properties: { b: { type: 'string' }, c: {} }, required: ['b', 'c'] },
          { properties: { b: { type: 'number' } }, required: ['b'] },
        ],
        allOf: [{ properties: { d: {} }, required: ['d'] }, true],
        not: {},
      },
      {
        type: 'object',
        properties: { b: { type: 'number' }, c: {}, d: {}, a: { type: 'string' } },
        required: ['a', 'd', 'b'],
      },
    ],
  ])('describes arguments as the vendor takes them: %j', (inputSchema, parameters) => {
    const tools = [{ name: 'one', description: '', inputSchema }];
    expect(bodyOf({ tools })['tools']).toMatchObject([{ parameters }]);
    const [tool] = bodyOf({ tools })['tools'] as { parameters: object }[];
    expect(tool?.parameters).toStrictEqual(parameters);
  });
});
