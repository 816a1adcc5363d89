import { describe, expect, it } from 'vitest';
import type { Part, ToolCallPart } from '../../../shared/contract/message.ts';
import type { ModelMessage } from '../provider.ts';
import { toMessages } from './to-messages.ts';

const user = (...parts: Part[]): ModelMessage => ({ role: 'user', parts });
const assistant = (...parts: Part[]): ModelMessage => ({ role: 'assistant', parts });
const text = (words: string): Part => ({ type: 'text', text: words });
const step: Part = { type: 'step', provider: 'anthropic', model: 'a-model' };
const call = (change: Partial<ToolCallPart> = {}): ToolCallPart => ({
  type: 'tool-call',
  id: 'toolu_1',
  name: 'calculate',
  runner: 'tina',
  state: 'done',
  inputText: '{"a":1}',
  input: { a: 1 },
  result: 2,
  ...change,
});
const thought = (words: string, data: unknown, provider = 'anthropic'): Part => ({
  type: 'reasoning',
  text: words,
  vendor: { provider, data },
});

const sent = (...messages: ModelMessage[]) =>
  toMessages(messages, { thoughts: 'all', nameOf: (name) => name });

describe('toMessages', () => {
  it('sends a plain conversation', () => {
    expect(sent(user(text('Hi')), assistant(step, text('Hello')), user(text('Bye')))).toStrictEqual(
      [
        { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'Hello' }] },
        { role: 'user', content: [{ type: 'text', text: 'Bye' }] },
      ],
    );
  });

  it('splits an answer at its steps, with the results of each between them', () => {
    const answer = assistant(
      step,
      thought('hm', { type: 'thinking', signature: 'sig' }),
      text('Let me see.'),
      call(),
      call({ id: 'toolu_2', result: { b: [1] } }),
      step,
      text('Done.'),
    );
    expect(sent(user(text('Hi')), answer, user(text('Thanks')))).toStrictEqual([
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'hm', signature: 'sig' },
          { type: 'text', text: 'Let me see.' },
          { type: 'tool_use', id: 'toolu_1', name: 'calculate', input: { a: 1 } },
          { type: 'tool_use', id: 'toolu_2', name: 'calculate', input: { a: 1 } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'toolu_1', content: '2' },
          { type: 'tool_result', tool_use_id: 'toolu_2', content: '{"b":[1]}' },
        ],
      },
      { role: 'assistant', content: [{ type: 'text', text: 'Done.' }] },
      { role: 'user', content: [{ type: 'text', text: 'Thanks' }] },
    ]);
  });

  it('puts results before the words of the person who goes on', () => {
    const messages = sent(user(text('Hi')), assistant(step, call()), user(text('Never mind')));
    expect(messages.at(-1)).toStrictEqual({
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'toolu_1', content: '2' },
        { type: 'text', text: 'Never mind' },
      ],
    });
  });

  it.each([
    [
      {
        state: 'failed',
        result: undefined,
        error: { code: 'tool-failed', message: 'No.', retryable: false },
      },
      'No.',
    ],
    [{ state: 'failed', result: 'out of reach' }, 'out of reach'],
    [{ state: 'failed', result: undefined }, 'The tool failed.'],
    [{ state: 'stopped', result: undefined }, 'This call was stopped before it gave a result.'],
    [{ state: 'running', result: undefined }, 'This call was interrupted before it gave a result.'],
    [{ state: 'writing', result: undefined }, 'This call was interrupted before it gave a result.'],
  ] as const)('answers a call that gave no result: %j', (change, content) => {
    expect(sent(assistant(call(change))).at(-1)).toStrictEqual({
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content, is_error: true }],
    });
  });

  it('answers a call that gave nothing', () => {
    const [, results] = sent(assistant(call({ result: undefined })));
    expect(results?.content).toStrictEqual([{ type: 'tool_result', tool_use_id: 'toolu_1' }]);
  });

  it.each([
    ['{"a": 1', undefined, { INVALID_JSON: '{"a": 1' }],
    ['[1]', [1], { INVALID_JSON: '[1]' }],
    ['', undefined, {}],
  ])('shows the model what it wrote instead of arguments: %j', (inputText, input, expected) => {
    const [message] = sent(assistant(call({ inputText, input })));
    expect(message?.content).toMatchObject([{ type: 'tool_use', input: expected }]);
  });

  it('gives back what the vendor adds to a call', () => {
    const vendor = {
      provider: 'anthropic',
      data: { use: { type: 'tool_use', caller: { type: 'direct' } } },
    };
    const [message] = sent(assistant(call({ vendor })));
    expect(message?.content).toStrictEqual([
      {
        caller: { type: 'direct' },
        type: 'tool_use',
        id: 'toolu_1',
        name: 'calculate',
        input: { a: 1 },
      },
    ]);
  });

  it('makes other vendors’ ids acceptable, the same for call and result', () => {
    const messages = sent(
      assistant(
        call({ id: 'call|1.a', vendor: { provider: 'other', data: { use: { type: 'x' } } } }),
      ),
    );
    expect(messages).toMatchObject([
      { content: [{ type: 'tool_use', id: 'call_1_a' }] },
      { content: [{ type: 'tool_result', tool_use_id: 'call_1_a' }] },
    ]);
  });

  it('sends thoughts only with the vendor’s own signature', () => {
    const messages = sent(
      assistant(
        step,
        { type: 'reasoning', text: 'cut off' },
        thought('another’s', { type: 'thinking', signature: 'theirs' }, 'other'),
        thought('', { type: 'thinking', signature: 'only the signature' }),
        thought('', { type: 'redacted_thinking', data: 'sealed' }),
        text('Hi'),
      ),
      user(text('Go on')),
    );
    expect(messages[0]?.content).toStrictEqual([
      { type: 'thinking', thinking: '', signature: 'only the signature' },
      { type: 'redacted_thinking', data: 'sealed' },
      { type: 'text', text: 'Hi' },
    ]);
  });

  it('leaves out thoughts of earlier turns when this one goes without', () => {
    const signed = thought('hm', { type: 'thinking', signature: 'sig' });
    const messages = toMessages(
      [
        user(text('1')),
        assistant(step, signed, text('2')),
        user(text('3')),
        assistant(step, signed, call()),
      ],
      { thoughts: 'this-turn', nameOf: (name) => name },
    );
    expect(
      messages.map(({ content }) => typeof content !== 'string' && content.map(({ type }) => type)),
    ).toStrictEqual([['text'], ['text'], ['text'], ['thinking', 'tool_use'], ['tool_result']]);
  });

  it('leaves out what says nothing and joins what then meets', () => {
    const messages = sent(
      user(text('One')),
      assistant(step, text(''), { type: 'reasoning', text: 'unsigned' }),
      assistant(step, text(' \n')),
      user(text(''), text('Two')),
      user(text('Three')),
    );
    expect(messages).toStrictEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'One' },
          { type: 'text', text: 'Two' },
          { type: 'text', text: 'Three' },
        ],
      },
    ]);
  });

  it('gives an answer back as it was, spaces between citations included', () => {
    const citation = {
      title: 'A',
      quote: 'q',
      url: 'https://a.example',
      vendor: {
        provider: 'anthropic',
        data: {
          type: 'web_search_result_location',
          cited_text: 'q',
          encrypted_index: 'i',
          title: 'A',
          url: 'https://a.example',
          extra: 1,
        },
      },
    };
    const foreign = {
      title: 'B',
      vendor: { provider: 'other', data: { type: 'web_search_result_location' } },
    };
    const unknown = {
      title: 'C',
      vendor: { provider: 'anthropic', data: { type: 'hologram_location' } },
    };
    const [message] = sent(
      assistant(
        step,
        { type: 'text', text: 'cited', citations: [citation, foreign, unknown, { title: 'D' }] },
        text('\n- '),
        text('end'),
      ),
      user(text('?')),
    );
    expect(message?.content).toStrictEqual([
      {
        type: 'text',
        text: 'cited',
        citations: [
          {
            cited_text: 'q',
            encrypted_index: 'i',
            title: 'A',
            url: 'https://a.example',
            type: 'web_search_result_location',
          },
        ],
      },
      { type: 'text', text: '\n- ' },
      { type: 'text', text: 'end' },
    ]);
  });

  it('ends an answer that is to be gone on with without a space', () => {
    expect(
      sent(user(text('Hi')), assistant(step, text('One'), text('two \n'))).at(-1),
    ).toStrictEqual({
      role: 'assistant',
      content: [
        { type: 'text', text: 'One' },
        { type: 'text', text: 'two' },
      ],
    });
  });

  describe('with calls the vendor ran itself', () => {
    const use = { type: 'server_tool_use', caller: { type: 'direct' } };
    const result = { type: 'web_search_tool_result' };
    const search = (data: unknown, change: Partial<ToolCallPart> = {}): ToolCallPart =>
      call({
        id: 'srvtoolu_1',
        name: 'web_search',
        runner: 'provider',
        input: { query: 'q' },
        result: [{ type: 'web_search_result' }],
        vendor: { provider: 'anthropic', data },
        ...change,
      });
    const useBlock = { ...use, id: 'srvtoolu_1', name: 'web_search', input: { query: 'q' } };
    const resultBlock = {
      ...result,
      tool_use_id: 'srvtoolu_1',
      content: [{ type: 'web_search_result' }],
    };

    it('gives back call and result in the answer itself', () => {
      expect(
        sent(assistant(step, search({ use, result }), text('Found.')), user(text('?')))[0],
      ).toStrictEqual({
        role: 'assistant',
        content: [useBlock, resultBlock, { type: 'text', text: 'Found.' }],
      });
    });

    it('gives back a result that came after a pause', () => {
      const answer = assistant(
        step,
        search({ use }),
        step,
        search({ result }, { input: undefined }),
        text('Found.'),
      );
      expect(sent(answer, user(text('?')))[0]).toStrictEqual({
        role: 'assistant',
        content: [useBlock, resultBlock, { type: 'text', text: 'Found.' }],
      });
    });

    it('gives back an open call only to be gone on with', () => {
      const answer = assistant(step, text('Let me look.'), search({ use }, { result: undefined }));
      expect(sent(answer)[0]?.content).toStrictEqual([
        { type: 'text', text: 'Let me look.' },
        useBlock,
      ]);
      expect(sent(answer, user(text('?')))[0]?.content).toStrictEqual([
        { type: 'text', text: 'Let me look.' },
      ]);
    });

    it('leaves out those of other vendors', () => {
      const foreign = search(
        { use, result },
        { vendor: { provider: 'other', data: { use, result } } },
      );
      expect(
        sent(assistant(step, foreign, text('Found.')), user(text('?')))[0]?.content,
      ).toStrictEqual([{ type: 'text', text: 'Found.' }]);
    });
  });

  describe('with files', () => {
    const file = (mediaType: string, data: string, name?: string): Part => ({
      type: 'file',
      mediaType,
      data,
      ...(name === undefined ? {} : { name }),
    });

    it.each([
      [
        file('image/PNG', 'aGk='),
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } },
      ],
      [
        file('application/pdf', 'aGk=', 'a.pdf'),
        {
          type: 'document',
          source: { type: 'base64', media_type: 'application/pdf', data: 'aGk=' },
          citations: { enabled: true },
          title: 'a.pdf',
        },
      ],
      [
        file('text/csv; charset=utf-8', Buffer.from('ä,b').toString('base64')),
        {
          type: 'document',
          source: { type: 'text', media_type: 'text/plain', data: 'ä,b' },
          citations: { enabled: true },
        },
      ],
      [
        file('video/mp4', 'aGk=', 'a.mp4'),
        {
          type: 'text',
          text: '[A file named “a.mp4” of the type video/mp4, which cannot be shown to you.]',
        },
      ],
    ])('sends %j', (part, block) => {
      expect(sent(user(part))).toStrictEqual([{ role: 'user', content: [block] }]);
    });
  });
});
