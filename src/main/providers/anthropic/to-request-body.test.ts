import { describe, expect, it } from 'vitest';
import type { ModelMessage, ModelRequest } from '../provider.ts';
import { toRequestBody } from './to-request-body.ts';
import type { ModelFacts } from './to-request-body.ts';

const unknown: ModelFacts = { maxOutputTokens: undefined, thinking: undefined };
const mark = { cache_control: { type: 'ephemeral' } };
const base: ModelRequest = {
  model: 'claude-haiku-4-5',
  systemPrompt: '',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
  tools: [],
  reasoning: false,
};
const bodyOf = (change: Partial<ModelRequest>, facts = unknown) =>
  toRequestBody({ ...base, ...change }, facts).body;

const signedAnswer: readonly ModelMessage[] = [
  ...base.messages,
  {
    role: 'assistant',
    parts: [
      {
        type: 'reasoning',
        text: 'hm',
        vendor: { provider: 'anthropic', data: { type: 'thinking', signature: 's' } },
      },
      { type: 'text', text: 'Hello' },
    ],
  },
  { role: 'user', parts: [{ type: 'text', text: 'More' }] },
];

describe('toRequestBody', () => {
  it('asks with nothing but what is needed', () => {
    expect(toRequestBody(base, unknown)).toStrictEqual({
      body: {
        model: 'claude-haiku-4-5',
        max_tokens: 32_000,
        messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi', ...mark }] }],
      },
      betas: [],
    });
  });

  it('marks what may come again: tools, instructions, and the last two messages of the person', () => {
    const inputSchema = { type: 'object', properties: { a: { type: 'number' } } };
    const tool = (name: string) => ({ name, description: `It does ${name}.`, inputSchema });
    const body = bodyOf({
      systemPrompt: 'Be brief.',
      tools: [tool('one'), tool('two')],
      messages: [
        ...base.messages,
        {
          role: 'assistant',
          parts: [
            { type: 'text', text: 'Let me see.' },
            {
              type: 'tool-call',
              id: 't1',
              name: 'one',
              runner: 'tina',
              state: 'done',
              inputText: '{}',
              input: {},
              result: 1,
            },
            { type: 'step', provider: 'anthropic', model: 'm' },
            {
              type: 'tool-call',
              id: 't2',
              name: 'one',
              runner: 'tina',
              state: 'done',
              inputText: '{}',
              input: {},
              result: 2,
            },
          ],
        },
      ],
    });
    expect(body.system).toStrictEqual([{ type: 'text', text: 'Be brief.', ...mark }]);
    const sentTool = (name: string) => ({
      name,
      description: `It does ${name}.`,
      input_schema: inputSchema,
      eager_input_streaming: true,
    });
    expect(body.tools).toStrictEqual([sentTool('one'), { ...sentTool('two'), ...mark }]);
    expect(body.messages).toStrictEqual([
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Let me see.' },
          { type: 'tool_use', id: 't1', name: 'one', input: {} },
        ],
      },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 't1', content: '1', ...mark }],
      },
      { role: 'assistant', content: [{ type: 'tool_use', id: 't2', name: 'one', input: {} }] },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 't2', content: '2', ...mark }],
      },
    ]);
    expect(JSON.stringify(body).match(/cache_control/g)).toHaveLength(4);
  });

  it.each([
    [{ maxOutputTokens: 100 }, undefined, 100],
    [{}, 8192, 8192],
    [{}, 128_000, 64_000],
    [{ model: 'claude-3-haiku-20240307' }, undefined, 4096],
    [{ model: 'claude-nova-9' }, undefined, 32_000],
    [{ model: 'some-local-model' }, undefined, 8192],
  ])(
    'asks %j of a model that can %s for at most %i tokens',
    (change, maxOutputTokens, expected) => {
      expect(bodyOf(change, { maxOutputTokens, thinking: undefined }).max_tokens).toBe(expected);
    },
  );

  it.each([
    [
      'claude-fable-5-2',
      { type: 'adaptive', display: 'summarized' },
      { type: 'adaptive', display: 'summarized' },
    ],
    [
      'claude-opus-5-5',
      { type: 'adaptive', display: 'summarized' },
      { type: 'adaptive', display: 'summarized' },
    ],
    ['claude-sonnet-5-5', { type: 'between_tools' }, { type: 'adaptive', display: 'summarized' }],
    ['claude-haiku-5-5', { type: 'disabled' }, { type: 'adaptive', display: 'summarized' }],
    ['claude-opus-5', { type: 'disabled' }, { type: 'adaptive', display: 'summarized' }],
    ['claude-sonnet-5-20260630', { type: 'disabled' }, { type: 'adaptive', display: 'summarized' }],
    ['claude-opus-4-8', undefined, { type: 'adaptive', display: 'summarized' }],
    ['claude-sonnet-4-6', undefined, { type: 'adaptive', display: 'summarized' }],
    ['claude-haiku-4-5-20251001', undefined, { type: 'enabled', budget_tokens: 16_000 }],
    ['claude-sonnet-4-20250514', undefined, { type: 'enabled', budget_tokens: 16_000 }],
    ['claude-3-7-sonnet-latest', undefined, { type: 'enabled', budget_tokens: 4096 }],
    ['claude-3-haiku-20240307', undefined, undefined],
    ['a-model-of-tomorrow', undefined, { type: 'adaptive', display: 'summarized' }],
  ])('tells %s not to think, and to think', (model, off, on) => {
    expect(bodyOf({ model, reasoning: false }).thinking).toStrictEqual(off);
    expect(bodyOf({ model, reasoning: true }).thinking).toStrictEqual(on);
  });

  it('believes the vendor’s list more than the name', () => {
    const thinking = { on: 'budget', off: 'unset', bound: false } as const;
    expect(
      toRequestBody(
        { ...base, model: 'claude-opus-9', reasoning: true },
        { maxOutputTokens: 4096, thinking },
      ).body.thinking,
    ).toStrictEqual({ type: 'enabled', budget_tokens: 2048 });
  });

  it('does not make a model think that has no room for it', () => {
    expect(bodyOf({ reasoning: true, maxOutputTokens: 1500 }).thinking).toBeUndefined();
  });

  it('lets thoughts be dropped that no longer fit, where a model would refuse them', () => {
    const asked = { ...base, model: 'claude-opus-5-5', messages: signedAnswer, reasoning: true };
    expect(toRequestBody(asked, unknown)).toMatchObject({
      betas: ['thinking-binding-controls-2026-08-01'],
      body: {
        thinking: { type: 'adaptive', block_binding: { prefix_mismatch_behavior: 'drop_block' } },
      },
    });
    expect(toRequestBody({ ...asked, model: 'claude-opus-5' }, unknown).betas).toStrictEqual([]);
    expect(toRequestBody({ ...asked, messages: base.messages }, unknown).betas).toStrictEqual([]);
  });

  it('sends no thoughts of earlier turns with thinking off', () => {
    const asked = { ...base, model: 'claude-sonnet-5-5', messages: signedAnswer };
    expect(JSON.stringify(toRequestBody(asked, unknown).body)).not.toContain('signature');
    expect(JSON.stringify(toRequestBody({ ...asked, reasoning: true }, unknown).body)).toContain(
      'signature',
    );
  });

  it('says how long it may think, where it thinks', () => {
    const model = 'claude-opus-5';
    expect(bodyOf({ model, reasoning: true, effort: 'xhigh' }).output_config).toStrictEqual({
      effort: 'xhigh',
    });
    expect(bodyOf({ model, reasoning: true, effort: 'minimal' }).output_config).toStrictEqual({
      effort: 'low',
    });
    expect(bodyOf({ model, reasoning: true }).output_config).toBeUndefined();
    expect(bodyOf({ model, reasoning: false, effort: 'high' }).output_config).toBeUndefined();
  });

  it('lets the vendor search the web when asked to', () => {
    expect(bodyOf({ webSearch: true }).tools).toMatchObject([
      { type: 'web_search_20250305', name: 'web_search' },
    ]);
    expect(bodyOf({}).tools).toBeUndefined();
  });

  it('gives tools names that the vendor takes, in the list and in the history alike', () => {
    const name = 'server.read file';
    const { tools = [], messages } = bodyOf({
      tools: [{ name, description: '', inputSchema: {} }],
      messages: [
        { role: 'user', parts: [{ type: 'text', text: 'Hi' }] },
        {
          role: 'assistant',
          parts: [
            {
              type: 'tool-call',
              id: 't1',
              name,
              runner: 'tina',
              state: 'done',
              inputText: '{}',
              input: {},
              result: 1,
            },
          ],
        },
      ],
    });
    const [tool] = tools;
    const sent = tool !== undefined && 'name' in tool ? tool.name : '';
    expect(sent).toMatch(/^server_read_file_[0-9a-f]{16}$/);
    expect(JSON.stringify(messages)).toContain(`"name":"${sent}"`);
    expect(JSON.stringify(messages)).not.toContain(name);
  });
});
