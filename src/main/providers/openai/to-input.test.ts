import { describe, expect, it } from 'vitest';
import type { Part, ReasoningPart, ToolCallPart } from '../../../shared/contract/message.ts';
import { AppError, toWire } from '../../../shared/errors.ts';
import type { ModelMessage } from '../provider.ts';
import { createToolNames } from '../tool-names.ts';
import { modelRulesOf } from './model-rules.ts';
import { toInput } from './to-input.ts';

const inputOf = (messages: readonly ModelMessage[], model = 'gpt-5.2') =>
  toInput(messages, { rules: modelRulesOf(model), names: createToolNames(['files.read']) });
const answered = (parts: readonly Part[], model?: string) =>
  inputOf([{ role: 'assistant', parts }], model);

const says = (text: string) => ({
  type: 'message',
  role: 'assistant',
  content: [{ type: 'output_text', text }],
});
const step: Part = { type: 'step', provider: 'openai', model: 'gpt-5.2' };
const thoughtItem = {
  type: 'reasoning',
  id: 'rs_1',
  summary: [{ type: 'summary_text', text: 'Hm.' }],
  encrypted_content: 'gAAA',
};
const thought: ReasoningPart = {
  type: 'reasoning',
  text: 'Hm.',
  vendor: { provider: 'openai', data: thoughtItem },
};
const call: ToolCallPart = {
  type: 'tool-call',
  id: 'call_1',
  name: 'add',
  runner: 'tina',
  state: 'done',
  inputText: '{"a": 1}',
  input: { a: 1 },
  result: 'two',
  vendor: { provider: 'openai', data: { type: 'function_call', id: 'fc_1' } },
};
const callItem = {
  type: 'function_call',
  id: 'fc_1',
  call_id: 'call_1',
  name: 'add',
  arguments: '{"a": 1}',
};
const { id: _, ...namelessCallItem } = callItem;
const outputItem = { type: 'function_call_output', call_id: 'call_1', output: 'two' };
const searchItem = {
  type: 'web_search_call',
  id: 'ws_1',
  status: 'completed',
  action: { type: 'search', query: 'tea' },
};
const search: ToolCallPart = {
  type: 'tool-call',
  id: 'ws_1',
  name: 'web_search',
  runner: 'provider',
  state: 'done',
  inputText: '{}',
  input: {},
  result: [],
  vendor: { provider: 'openai', data: searchItem },
};

describe('what a person said', () => {
  const asked = (parts: readonly Part[], model?: string) =>
    inputOf([{ role: 'user', parts }], model);
  const file = (mediaType: string, name?: string): Part => ({
    type: 'file',
    mediaType,
    data: 'aGk=',
    ...(name === undefined ? {} : { name }),
  });

  it('goes along with pictures and documents', () => {
    expect(
      asked([{ type: 'text', text: 'See:' }, file('image/png'), file('application/pdf', 'a.pdf')]),
    ).toStrictEqual([
      {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: 'See:' },
          { type: 'input_image', image_url: 'data:image/png;base64,aGk=', detail: 'auto' },
          {
            type: 'input_file',
            filename: 'a.pdf',
            file_data: 'data:application/pdf;base64,aGk=',
          },
        ],
      },
    ]);
  });

  it.each([
    ['text/plain; charset=utf-8', 'a.txt', '[A file named “a.txt” of the type text/plain:]\nhi'],
    ['video/mp4', undefined, '[A file of the type video/mp4, which cannot be shown to you.]'],
  ])('goes along in words if it is a %s', (mediaType, name, text) => {
    expect(asked([file(mediaType, name)])).toMatchObject([
      { content: [{ type: 'input_text', text }] },
    ]);
  });

  it('names a picture to a model that sees none', () => {
    expect(asked([file('image/png')], 'gpt-oss-20b')).toMatchObject([
      { content: [{ type: 'input_text' }] },
    ]);
  });

  it('is left out where it is nothing', () => {
    expect(asked([{ type: 'text', text: ' ' }])).toStrictEqual([]);
  });
});

describe('an answer', () => {
  it('goes back in its order, each step followed by the results of its calls', () => {
    const second = { ...call, id: 'call_2', result: { sum: 2 } };
    expect(
      answered([
        step,
        thought,
        { type: 'text', text: 'Let me see.' },
        call,
        second,
        step,
        { type: 'text', text: 'Two.' },
      ]),
    ).toStrictEqual([
      thoughtItem,
      says('Let me see.'),
      callItem,
      { ...callItem, call_id: 'call_2' },
      outputItem,
      { ...outputItem, call_id: 'call_2', output: '{"sum":2}' },
      says('Two.'),
    ]);
  });

  it('of another vendor goes without its thoughts', () => {
    expect(
      answered([
        {
          type: 'reasoning',
          text: 'Hm.',
          vendor: { provider: 'anthropic', data: { signature: 's' } },
        },
        { ...search, vendor: { provider: 'anthropic', data: { use: {} } } },
        { ...call, vendor: { provider: 'anthropic', data: { use: {} } } },
        { type: 'text', text: 'Two.' },
      ]),
    ).toStrictEqual([namelessCallItem, says('Two.'), outputItem]);
  });

  it('for a model that cannot think goes without thoughts, and its calls nameless', () => {
    expect(answered([thought, call], 'gpt-4.1')).toStrictEqual([namelessCallItem, outputItem]);
  });

  it.each<[string, readonly Part[], readonly object[]]>([
    ['nothing', [], []],
    ['text that never came', [{ type: 'text', text: '' }], []],
    ['a call that was cut off', [{ ...call, vendor: undefined }], [namelessCallItem, outputItem]],
    ['a call that another vendor’s tool made', [{ ...search, vendor: undefined }], []],
  ])('keeps a thought to itself that led to %s', (_what, after, expected) => {
    expect(answered([thought, ...after])).toStrictEqual(expected);
  });

  it('has all thoughts that led to one thing', () => {
    expect(answered([thought, thought, call])).toStrictEqual([
      thoughtItem,
      thoughtItem,
      callItem,
      outputItem,
    ]);
  });

  it('shows searches of the web again, but not what a thought that is missing led to', () => {
    const text = { type: 'text', text: 'Tea is good.' } as const;
    expect(answered([thought, search, text])).toStrictEqual([
      thoughtItem,
      searchItem,
      says('Tea is good.'),
    ]);
    expect(answered([{ type: 'reasoning', text: 'Hm.' }, search, text])).toStrictEqual([
      says('Tea is good.'),
    ]);
  });

  it('tells of a picture that was made', () => {
    expect(answered([{ type: 'file', mediaType: 'image/png', data: '' }])).toStrictEqual([
      says('[A file of the type image/png that you made.]'),
    ]);
  });

  it('marks what was only said on the way, for models that do so themselves', () => {
    const from = { ...step, model: 'gpt-6.2-sol' };
    const parts: Part[] = [
      from,
      { type: 'text', text: 'Let me see.' },
      call,
      from,
      { type: 'text', text: 'One moment.' },
      { type: 'text', text: 'Two.' },
    ];
    const phases = (model: string, said: readonly Part[] = parts) =>
      answered(said, model).flatMap((item) => ('role' in item ? [item['phase']] : []));
    expect(phases('gpt-6.2-sol')).toStrictEqual(['commentary', 'commentary', 'final_answer']);
    expect(phases('gpt-6.2-sol', parts.slice(0, 3))).toStrictEqual(['commentary']);
    const goesOn: Part[] = [from, { type: 'text', text: 'Well.' }, ...parts.slice(3)];
    expect(phases('gpt-6.2-sol', goesOn)).toStrictEqual([
      'commentary',
      'commentary',
      'final_answer',
    ]);
    expect(phases('gpt-5.2')).toStrictEqual([undefined, undefined, undefined]);
    expect(
      phases(
        'gpt-6.2-sol',
        parts.map((part) => (part === from ? step : part)),
      ),
    ).toStrictEqual([undefined, undefined, undefined]);
  });
});

describe('a call', () => {
  const outputOf = (change: Partial<ToolCallPart>) =>
    answered([{ ...call, ...change }]).find(({ type }) => type === 'function_call_output')?.[
      'output'
    ];

  it.each<[Partial<ToolCallPart>, string]>([
    [{ result: undefined }, ''],
    [{ result: [1] }, '[1]'],
    [
      { state: 'failed', error: toWire(new AppError('tool-failed', 'It broke.')) },
      'Error: It broke.',
    ],
    [{ state: 'failed', result: 'half' }, 'Error: half'],
    [{ state: 'failed', result: undefined }, 'Error: The tool failed.'],
    [{ state: 'stopped' }, 'Error: This call was stopped before it gave a result.'],
    [{ state: 'running' }, 'Error: This call was interrupted before it gave a result.'],
    [{ state: 'writing' }, 'Error: This call was interrupted before it gave a result.'],
  ])('%j has a result', (change, output) => {
    expect(outputOf(change)).toBe(output);
  });

  it.each<[Partial<ToolCallPart>, string]>([
    [{ inputText: '' }, '{"a":1}'],
    [{ inputText: '', input: undefined }, '{}'],
    [{ inputText: '{"a', input: undefined }, '{"INVALID_JSON":"{\\"a"}'],
  ])('%j has arguments', (change, written) => {
    expect(answered([{ ...call, ...change }])[0]?.['arguments']).toBe(written);
  });

  it('has a name and an id that the vendor takes, the same in both places', () => {
    const long = 'x'.repeat(80);
    const [asked, output] = answered([{ ...call, id: long, name: 'files.read' }]);
    expect(asked?.['name']).toBe(createToolNames([]).toVendor('files.read'));
    expect(asked?.['call_id']).toMatch(/^[\w-]{1,64}$/);
    expect(output?.['call_id']).toBe(asked?.['call_id']);
    expect(answered([{ ...call, id: `${long}y` }])[1]?.['call_id']).not.toBe(asked?.['call_id']);
  });

  it('of a tool that takes any text goes back as such', () => {
    const custom = {
      ...call,
      inputText: 'SELECT 1',
      input: 'SELECT 1',
      vendor: { provider: 'openai', data: { type: 'custom_tool_call', id: 'ct_1' } },
    };
    expect(answered([custom])).toStrictEqual([
      { type: 'custom_tool_call', id: 'ct_1', call_id: 'call_1', name: 'add', input: 'SELECT 1' },
      { type: 'custom_tool_call_output', call_id: 'call_1', output: 'two' },
    ]);
  });
});
