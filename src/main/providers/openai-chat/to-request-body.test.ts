import { describe, expect, it } from 'vitest';
import type { Part, ToolCallPart } from '../../../shared/contract/message.ts';
import type { Model } from '../../../shared/contract/providers.ts';
import { deepseek } from '../deepseek/dialect.ts';
import { customDialect } from '../custom/dialect.ts';
import { groq } from '../groq/dialect.ts';
import { mistral } from '../mistral/dialect.ts';
import { ollama } from '../ollama/dialect.ts';
import { openrouter } from '../openrouter/dialect.ts';
import type { ModelMessage, ModelRequest } from '../provider.ts';
import { createToolNames } from '../tool-names.ts';
import { xai } from '../xai/dialect.ts';
import { plain, request as anyRequest } from './__fixtures__/wire.ts';
import type { Dialect } from './dialect.ts';
import { toRequestBody } from './to-request-body.ts';

const question: ModelMessage = { role: 'user', parts: [{ type: 'text', text: 'Hello' }] };
const request: ModelRequest = { ...anyRequest, messages: [question] };
const tool = {
  name: 'read file',
  description: 'Reads a file.',
  inputSchema: { properties: { path: { type: 'string' } } },
};
const able: Model['abilities'] = { tools: true, reasoning: true, images: true, pdf: true };

function bodyOf(
  asked: Partial<ModelRequest> = {},
  dialect: Dialect = plain,
  abilities?: Partial<Model['abilities']>,
) {
  const sent = { ...request, ...asked };
  const shipped = dialect.shippedModels.find(({ id }) => id === sent.model);
  const model =
    abilities === undefined
      ? shipped
      : {
          provider: dialect.vendor.id,
          id: sent.model,
          name: sent.model,
          abilities: { ...able, ...abilities },
        };
  const names = createToolNames(sent.tools.map(({ name }) => name));
  return toRequestBody(sent, { dialect, model, names });
}

const messagesOf = (messages: readonly ModelMessage[], dialect = plain, more = {}) =>
  bodyOf({ messages, systemPrompt: '', ...more }, dialect)['messages'];

const call = (more: Partial<ToolCallPart> = {}): ToolCallPart => ({
  type: 'tool-call',
  id: 'call_1',
  name: 'read file',
  runner: 'tina',
  state: 'done',
  inputText: '{"path":"a"}',
  input: { path: 'a' },
  result: 'words',
  ...more,
});

describe('a request', () => {
  it('says what is asked, and no more', () => {
    expect(bodyOf({ tools: [tool], temperature: 0.5, maxOutputTokens: 100 })).toStrictEqual({
      model: 'a-model',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello' },
      ],
      stream: true,
      stream_options: { include_usage: true },
      tools: [
        {
          type: 'function',
          function: {
            name: expect.stringMatching(/^read_file_[0-9a-f]{16}$/),
            description: 'Reads a file.',
            parameters: { type: 'object', properties: { path: { type: 'string' } } },
          },
        },
      ],
      temperature: 0.5,
      max_tokens: 100,
    });
    expect(bodyOf({ systemPrompt: ' ' })['messages']).toStrictEqual([
      { role: 'user', content: 'Hello' },
    ]);
  });

  it('asks nothing of a model that it cannot do', () => {
    const body = bodyOf({ tools: [tool], temperature: 1 }, plain, {
      tools: false,
      temperature: false,
    });
    expect(body).not.toHaveProperty('tools');
    expect(body).not.toHaveProperty('temperature');
  });

  const thinks = { reasoning: true, effort: 'xhigh' } as const;
  it.each<[string, Dialect, Partial<ModelRequest>, object]>([
    [
      'Groq with gpt-oss',
      groq,
      { model: 'openai/gpt-oss-120b', ...thinks, maxOutputTokens: 9, webSearch: true },
      {
        max_completion_tokens: 9,
        reasoning_effort: 'high',
        tools: [{ type: 'browser_search' }],
      },
    ],
    [
      'Groq with gpt-oss that is not to think',
      groq,
      { model: 'openai/gpt-oss-20b' },
      { reasoning_effort: 'low', include_reasoning: false },
    ],
    [
      'Groq with Qwen',
      groq,
      { model: 'qwen/qwen3.8-27b', ...thinks },
      { reasoning_effort: 'default', reasoning_format: 'parsed' },
    ],
    [
      'Groq with Qwen that is not to think',
      groq,
      { model: 'qwen/qwen3.8-27b', webSearch: true },
      { reasoning_effort: 'none' },
    ],
    ['Groq with Llama', groq, { model: 'llama-3.3-70b-versatile', ...thinks }, {}],
    [
      'DeepSeek',
      deepseek,
      { model: 'deepseek-v4-pro', reasoning: true, effort: 'minimal' },
      { thinking: { type: 'enabled' }, reasoning_effort: 'low' },
    ],
    [
      'DeepSeek, thinking as it sees fit',
      deepseek,
      { model: 'deepseek-v4-pro', reasoning: true },
      { thinking: { type: 'enabled' } },
    ],
    [
      'DeepSeek, not thinking',
      deepseek,
      { model: 'deepseek-v4-pro' },
      { thinking: { type: 'disabled' } },
    ],
    ['xAI', xai, { model: 'grok-4.6', ...thinks }, { reasoning_effort: 'xhigh' }],
    [
      'xAI with a model of fewer levels',
      xai,
      { model: 'grok-4.3', ...thinks },
      { reasoning_effort: 'high' },
    ],
    ['xAI, not thinking', xai, { model: 'grok-4.3' }, { reasoning_effort: 'none' }],
    ['xAI with one that cannot but think', xai, { model: 'grok-4.5' }, { reasoning_effort: 'low' }],
    ['xAI with one that takes no level', xai, { model: 'grok-4.20-reasoning', ...thinks }, {}],
    [
      'Mistral',
      mistral,
      { model: 'mistral-medium-latest', ...thinks },
      { reasoning_effort: 'high' },
    ],
    [
      'Mistral, not thinking',
      mistral,
      { model: 'mistral-small-latest' },
      { reasoning_effort: 'none' },
    ],
    ['Mistral with one that does not think', mistral, { model: 'mistral-large-latest' }, {}],
    ['Mistral with Magistral', mistral, { model: 'magistral-medium-latest', ...thinks }, {}],
  ])('to %s', (_, dialect, asked, expected) => {
    const {
      messages: _1,
      model: _2,
      stream: _3,
      stream_options: counts,
      ...rest
    } = bodyOf(asked, dialect);
    expect(rest).toStrictEqual(expected);
    expect(counts !== undefined).toBe(dialect !== mistral);
  });

  it('to OpenRouter says how to think only to models that do, and never not to', () => {
    const web = { tools: [{ type: 'openrouter:web_search' }] };
    const asked = { ...thinks, webSearch: true };
    expect(bodyOf(asked, openrouter, { webSearch: true })).toMatchObject({
      reasoning: { effort: 'xhigh' },
      ...web,
    });
    expect(bodyOf({ reasoning: true, effort: 'max' }, openrouter, {})).toMatchObject({
      reasoning: { effort: 'xhigh' },
    });
    expect(bodyOf({ reasoning: true }, openrouter, {})).toMatchObject({
      reasoning: { enabled: true },
    });
    for (const body of [
      bodyOf({}, openrouter, {}),
      bodyOf({ reasoning: true, webSearch: true }, openrouter, { reasoning: false }),
    ]) {
      expect(body).not.toHaveProperty('reasoning');
      expect(body).not.toHaveProperty('tools');
    }
  });

  it('to Ollama says how to think only to models known to', () => {
    expect(bodyOf({ reasoning: true }, ollama, {})).toMatchObject({ reasoning_effort: 'medium' });
    expect(bodyOf({}, ollama, {})).toMatchObject({ reasoning_effort: 'none' });
    expect(bodyOf({}, ollama, { reasoningOff: 'least' })).toMatchObject({
      reasoning_effort: 'low',
    });
    expect(bodyOf({ reasoning: true }, ollama, { reasoning: false })).not.toHaveProperty(
      'reasoning_effort',
    );
  });
});

describe('files', () => {
  const file = (mediaType: string, name?: string): Part => ({
    type: 'file',
    mediaType,
    ...(name === undefined ? {} : { name }),
    data: Buffer.from('words').toString('base64'),
  });
  const contentOf = (parts: Part[], dialect: Dialect, abilities?: Partial<Model['abilities']>) =>
    (
      bodyOf({ messages: [{ role: 'user', parts }], systemPrompt: '' }, dialect, abilities)[
        'messages'
      ] as { content: unknown }[]
    )[0]?.content;
  const note = (mediaType: string, called = '') =>
    `[A file${called} of the type ${mediaType}, which cannot be shown to you.]`;

  it('are sent as the vendor takes them', () => {
    expect(contentOf([{ type: 'text', text: 'See' }, file('image/png')], plain)).toStrictEqual([
      { type: 'text', text: 'See' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,d29yZHM=' } },
    ]);
    expect(contentOf([file('application/pdf', 'a.pdf')], openrouter)).toStrictEqual([
      {
        type: 'file',
        file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,d29yZHM=' },
      },
    ]);
    expect(contentOf([file('application/pdf', 'a.pdf')], mistral)).toStrictEqual([
      {
        type: 'document_url',
        document_url: 'data:application/pdf;base64,d29yZHM=',
        document_name: 'a.pdf',
      },
    ]);
    expect(contentOf([file('text/plain; charset=utf-8', 'a.txt')], plain)).toBe(
      '[A file named “a.txt”:]\n\nwords',
    );
  });

  it('become a sentence where they are not taken', () => {
    expect(contentOf([file('application/pdf', 'a.pdf')], plain)).toBe(
      note('application/pdf', ' named “a.pdf”'),
    );
    expect(contentOf([file('application/pdf')], mistral, { pdf: false })).toBe(
      note('application/pdf'),
    );
    expect(contentOf([file('image/png')], plain, { images: false })).toBe(note('image/png'));
    expect(contentOf([file('image/tiff')], plain)).toBe(note('image/tiff'));
  });
});

describe('the history', () => {
  it('is a message for each step, each call answered', () => {
    const parts: Part[] = [
      { type: 'step', provider: 'plain', model: 'a-model' },
      { type: 'text', text: 'Let me look.' },
      call(),
      call({ id: 'call 2', state: 'stopped', input: undefined, inputText: '{"pa' }),
      { type: 'step', provider: 'plain', model: 'a-model' },
      call({ id: 'call_3', result: { a: 1 } }),
      call({ id: 'srv', runner: 'provider' }),
      { type: 'step', provider: 'plain', model: 'a-model' },
      { type: 'text', text: 'Done.' },
      { type: 'step', provider: 'plain', model: 'a-model' },
    ];
    const named = expect.stringMatching(/^read_file_/);
    const longId = expect.stringMatching(/^call_[0-9a-f]{24}$/);
    expect(messagesOf([question, { role: 'assistant', parts }, question, question])).toStrictEqual([
      { role: 'user', content: 'Hello' },
      {
        role: 'assistant',
        content: 'Let me look.',
        tool_calls: [
          {
            id: 'call_1',
            type: 'function',
            function: { name: named, arguments: '{"path":"a"}' },
          },
          {
            id: longId,
            type: 'function',
            function: { name: named, arguments: '{"INVALID_JSON":"{\\"pa"}' },
          },
        ],
      },
      { role: 'tool', tool_call_id: 'call_1', content: 'words' },
      {
        role: 'tool',
        tool_call_id: longId,
        content: 'This call was stopped before it gave a result.',
      },
      {
        role: 'assistant',
        content: '',
        tool_calls: [
          {
            id: 'call_3',
            type: 'function',
            function: { name: named, arguments: '{"path":"a"}' },
          },
        ],
      },
      { role: 'tool', tool_call_id: 'call_3', content: '{"a":1}' },
      { role: 'assistant', content: 'Done.' },
      { role: 'user', content: 'Hello\n\nHello' },
    ]);
  });

  it.each<[Partial<ToolCallPart>, string]>([
    [{ result: undefined }, ''],
    [{ state: 'failed', result: 'as said' }, 'as said'],
    [{ state: 'failed', result: undefined }, 'The tool failed.'],
    [{ state: 'running' }, 'This call was interrupted before it gave a result.'],
  ])('answers a call %j', (more, content) => {
    expect(messagesOf([{ role: 'assistant', parts: [call(more)] }, question])).toContainEqual({
      role: 'tool',
      tool_call_id: 'call_1',
      content,
    });
  });

  it('may end in an answer that is to be gone on with', () => {
    const begun: ModelMessage = { role: 'assistant', parts: [{ type: 'text', text: 'I am ' }] };
    expect(messagesOf([question, begun])).toContainEqual({ role: 'assistant', content: 'I am' });
    expect(messagesOf([question, begun], mistral)).toContainEqual({
      role: 'assistant',
      content: 'I am',
      prefix: true,
    });
  });

  it('has ids of calls as Mistral takes them, the same in call and result', () => {
    const [, asked, answered] = messagesOf(
      [question, { role: 'assistant', parts: [call()] }, question],
      mistral,
    ) as { tool_calls: { id: string }[]; tool_call_id: string }[];
    expect(answered?.tool_call_id).toMatch(/^[A-Za-z0-9]{9}$/);
    expect(asked?.tool_calls[0]?.id).toBe(answered?.tool_call_id);
  });
});

describe('thoughts', () => {
  const thought = (provider: string, model = 'a-model', more: object = {}): Part => ({
    type: 'reasoning',
    text: 'Hm.',
    vendor: { provider, data: { model, field: 'reasoning_content', ...more } },
  });
  const said: Part = { type: 'text', text: 'Said.' };
  const answer = (...parts: Part[]): ModelMessage => ({ role: 'assistant', parts });
  const custom = customDialect({ id: 'custom-01234567', name: 'Mine' }, 'https://mine.example/v1');

  /** The assistants' messages, without what every one has. */
  const carried = (messages: ModelMessage[], dialect: Dialect) =>
    (messagesOf(messages, dialect) as { role: string }[])
      .filter(({ role }) => role === 'assistant')
      .map(({ role: _role, tool_calls: _calls, ...rest }: Record<string, unknown>) => rest);

  const dialects = [plain, groq, deepseek, mistral, xai, openrouter, ollama, custom];
  it.each(dialects.map((dialect) => [dialect.vendor.id, dialect] as const))(
    'of another vendor or model never go to %s',
    (id, dialect) => {
      const others = [
        thought('anthropic', 'a-model', { signature: 'SECRET', details: ['SECRET'] }),
        thought(id, 'another-model', { details: ['SECRET'] }),
        { type: 'reasoning' as const, text: 'Hm.' },
      ];
      const sent = JSON.stringify(messagesOf([question, answer(...others, call())], dialect));
      expect(sent).not.toMatch(/SECRET|Hm\./);
    },
  );

  it('go back to DeepSeek in turns with tools, and only there, be they empty', () => {
    const history = [
      question,
      answer(thought('deepseek'), said),
      question,
      answer(thought('deepseek'), call(), { type: 'step', provider: 'x', model: 'y' }, said),
      question,
      answer(call({ id: 'call_2' })),
    ];
    expect(carried(history, deepseek)).toStrictEqual([
      { content: 'Said.' },
      { content: '', reasoning_content: 'Hm.' },
      { content: 'Said.', reasoning_content: '' },
      { content: '', reasoning_content: '' },
    ]);
  });

  it.each<[string, Dialect, object]>([
    ['Groq', groq, { content: '', reasoning: 'Hm.' }],
    ['Ollama', ollama, { content: '', reasoning: 'Hm.' }],
    [
      'Mistral',
      mistral,
      { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }], closed: true }] },
    ],
    ['a server of one’s own', custom, { content: '', reasoning_content: 'Hm.' }],
    ['xAI, which wants none', xai, { content: '' }],
  ])('go back within the turn to %s', (_, dialect, expected) => {
    const mine = thought(dialect.vendor.id);
    const history = [question, answer(mine, said), question, answer(mine, call())];
    expect(carried(history, dialect)).toStrictEqual([{ content: 'Said.' }, expected]);
  });

  it('go back to OpenRouter with their details unchanged, without them not at all', () => {
    const details = [{ type: 'reasoning.text', text: 'Hm.', signature: 'sig' }];
    const encrypted = [{ type: 'reasoning.encrypted', data: 'xyz' }];
    const history = [
      question,
      answer(thought('openrouter', 'a-model', { details }), said, {
        ...thought('openrouter', 'a-model', { details: encrypted }),
        text: '',
      } as Part),
      question,
      answer(thought('openrouter'), call()),
    ];
    expect(carried(history, openrouter)).toStrictEqual([
      {
        content: 'Said.',
        reasoning: 'Hm.',
        reasoning_details: [...details, ...encrypted],
      },
      { content: null },
    ]);
  });
});
