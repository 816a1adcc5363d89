import { describe, expect, it } from 'vitest';
import type { StreamPart } from '../stream-part.ts';
import { createToolNames } from '../tool-names.ts';
import { added, completed, created, done, message, text, usage } from './__fixtures__/wire.ts';
import { createAnswerDecoder } from './decode-answer.ts';
import { fromErrorEvent } from './errors.ts';
import { vendor } from './vendor.ts';

const spent = { inputTokens: 12, cacheReadTokens: 4, outputTokens: 9, reasoningTokens: 2 };
const start: StreamPart = { type: 'response-start', responseId: 'resp_1', model: 'a-model' };
const finish: StreamPart = { type: 'finish', reason: 'stop', rawReason: 'completed', usage: spent };
const emptyMessage = { id: 'msg_1', type: 'message', content: [] };
const said = (delta: string, id = '0'): StreamPart[] => [
  { type: 'text-start', id },
  { type: 'text-delta', id, delta },
  { type: 'text-end', id },
];

function decode(events: readonly unknown[], tools: readonly string[] = []) {
  const decoder = createAnswerDecoder({
    toError: (error) =>
      fromErrorEvent(error, { vendor, host: 'api.example', now: () => 1_000_000 }),
    names: createToolNames(tools),
    tools: new Set(tools),
  });
  const parts: StreamPart[] = [];
  const isOver = events.some((event) => decoder.take(event, parts));
  return { parts, isOver, dropped: Object.fromEntries(decoder.dropped) };
}

describe('a text', () => {
  const whole = [
    created,
    added(emptyMessage),
    text('Hel'),
    text('lo'),
    {
      type: 'response.output_text.done',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      text: 'Hello',
    },
    done(message('Hello')),
    completed([message('Hello')]),
  ];
  const expected = [
    start,
    { type: 'text-start', id: '0' },
    { type: 'text-delta', id: '0', delta: 'Hel' },
    { type: 'text-delta', id: '0', delta: 'lo' },
    { type: 'text-end', id: '0' },
    finish,
  ];

  it('is told as it comes, and once', () => {
    expect(decode(whole)).toStrictEqual({ parts: expected, isOver: true, dropped: {} });
  });

  it.each([
    ['its beginning', [1]],
    ['its end', [4, 5]],
    ['its place in the whole answer', [4, 5, 6]],
    ['the beginning of the answer', [0]],
  ])('survives the loss of %s', (_, lost) => {
    const events = whole.filter((_event, index) => !lost.includes(index));
    const end = lost.includes(6) ? [completed()] : [];
    expect(
      decode([...events, ...end]).parts.filter(({ type }) => type !== 'response-start'),
    ).toStrictEqual(expected.slice(1));
  });

  it.each([
    ['each piece', [2, 3], 'Hello'],
    ['the last piece', [3], 'Hello'],
    ['everything but the whole answer', [1, 2, 3, 4, 5], 'Hello'],
  ])('that lost %s is still told whole', (_, lost, words) => {
    const { parts } = decode(whole.filter((_event, index) => !lost.includes(index)));
    expect(parts.flatMap((part) => (part.type === 'text-delta' ? part.delta : '')).join('')).toBe(
      words,
    );
    expect(parts.filter(({ type }) => type === 'text-start')).toHaveLength(1);
  });

  it('that lost a piece in its middle is not said again', () => {
    const { parts } = decode([
      created,
      added(emptyMessage),
      text('lo'),
      done(message('Hello')),
      completed(),
    ]);
    expect(parts).toStrictEqual([start, ...said('lo'), finish]);
  });

  it('of very many pieces is one text', () => {
    const words = 'x'.repeat(2500);
    const { parts } = decode([
      created,
      added(emptyMessage),
      ...[...words].map((letter) => text(letter)),
      done(message(`${words}!`)),
      completed(),
    ]);
    const deltas = parts.flatMap((part) => (part.type === 'text-delta' ? part.delta : []));
    expect(deltas).toHaveLength(2501);
    expect(deltas.join('')).toBe(`${words}!`);
  });

  it('is not repeated by events that come twice', () => {
    const numbered = whole.map((event, index) => ({ ...event, ...{ sequence_number: index } }));
    const { parts, dropped } = decode(numbered.flatMap((event) => [event, event]));
    expect(parts).toStrictEqual(expected);
    expect(dropped).toStrictEqual({ doubled: 5 });
  });

  it('is read from a server that numbers all events alike', () => {
    const numbered = whole.map((event) => ({ ...event, ...{ sequence_number: 0 } }));
    expect(decode(numbered).parts).toStrictEqual(expected);
  });

  it('is over once its end was told, whatever comes late', () => {
    const ended = {
      type: 'response.content_part.done',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      part: { type: 'output_text', text: 'Hello', annotations: [] },
    };
    const { parts } = decode([created, text('Hello'), ended, text('!'), completed()]);
    expect(parts).toStrictEqual([start, ...said('Hello'), finish]);
  });

  it('is one text even if a server in between gives its item another id each time', () => {
    const { parts } = decode([
      created,
      added({ ...emptyMessage, id: 'a' }),
      text('Hel', 'b'),
      text('lo', 'c'),
      done(message('Hello', 'd')),
      completed([message('Hello', 'e')]),
    ]);
    expect(parts).toStrictEqual(expected);
  });

  it('has as many parts as the model wrote passages', () => {
    const content = ['One', 'Two'].map((words) => ({
      type: 'output_text',
      text: words,
      annotations: [],
    }));
    const { parts } = decode([created, done({ ...emptyMessage, content }), completed()]);
    expect(parts).toStrictEqual([
      start,
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'One' },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'Two' },
      { type: 'text-end', id: '0' },
      { type: 'text-end', id: '1' },
      finish,
    ]);
  });
});

describe('a citation', () => {
  const annotate = (annotation: object, index = 0) => ({
    type: 'response.output_text.annotation.added',
    item_id: 'msg_1',
    output_index: 0,
    content_index: 0,
    annotation_index: index,
    annotation,
  });
  const page = { type: 'url_citation', url: 'https://example.org', title: 'A page' };
  const file = { type: 'file_citation', file_id: 'file_1', filename: 'notes.txt', index: 3 };
  const citation = (cited: object): StreamPart => ({ type: 'citation', id: '0', citation: cited });

  it('names a page or a file, and is told once', () => {
    const content = [{ type: 'output_text', text: 'Hello', annotations: [page, file] }];
    const { parts } = decode([
      created,
      added(emptyMessage),
      text('Hello'),
      annotate(page),
      annotate(page),
      done({ ...emptyMessage, content }),
      completed(),
    ]);
    expect(parts.slice(3, 5)).toStrictEqual([
      citation({ url: 'https://example.org', title: 'A page' }),
      citation({ title: 'notes.txt' }),
    ]);
    expect(parts.filter(({ type }) => type === 'citation')).toHaveLength(2);
  });

  it('that names neither is counted as left out', () => {
    const path = { type: 'file_path', file_id: 'file_1', index: 3 };
    const { parts, dropped } = decode([
      created,
      added(emptyMessage),
      text('Hello'),
      annotate(path),
      completed(),
    ]);
    expect(parts).toStrictEqual([start, ...said('Hello'), finish]);
    expect(dropped).toStrictEqual({ file_path: 1 });
  });
});

describe('a thought', () => {
  const piece = (type: string, fields: object) => ({
    type: `response.reasoning_${type}`,
    item_id: 'rs_1',
    output_index: 0,
    ...fields,
  });
  const summary = ['First.', 'Second.'].map((words) => ({ type: 'summary_text', text: words }));
  const item = { id: 'rs_1', type: 'reasoning', summary, encrypted_content: 'gAAA' };

  it('has its paragraphs apart, and goes back as it came', () => {
    const { parts } = decode([
      created,
      added({ ...item, summary: [], encrypted_content: 'not whole' }),
      piece('summary_part.added', { summary_index: 0, part: { type: 'summary_text', text: '' } }),
      piece('summary_text.delta', { summary_index: 0, delta: 'First.' }),
      piece('summary_text.done', { summary_index: 0, text: 'First.' }),
      piece('summary_part.done', { summary_index: 0, part: summary[0] }),
      piece('summary_text.delta', { summary_index: 1, delta: 'Sec' }),
      done(item),
      completed([item]),
    ]);
    expect(parts).toStrictEqual([
      start,
      { type: 'reasoning-start', id: '0' },
      { type: 'reasoning-delta', id: '0', delta: 'First.' },
      { type: 'reasoning-delta', id: '0', delta: '\n\n' },
      { type: 'reasoning-delta', id: '0', delta: 'Sec' },
      { type: 'reasoning-delta', id: '0', delta: 'ond.' },
      { type: 'reasoning-end', id: '0', vendor: { provider: 'openai', data: item } },
      finish,
    ]);
  });

  it('that the vendor keeps to itself is there to go back', () => {
    const { parts } = decode([created, done({ ...item, summary: [] }), completed()]);
    expect(parts.slice(1, 3)).toStrictEqual([
      { type: 'reasoning-start', id: '0' },
      {
        type: 'reasoning-end',
        id: '0',
        redacted: true,
        vendor: { provider: 'openai', data: { ...item, summary: [] } },
      },
    ]);
  });

  it('that says nothing and cannot go back is no part', () => {
    const { encrypted_content: _, ...bare } = { ...item, summary: [] };
    expect(decode([created, added(bare), done(bare), completed([bare])]).parts).toStrictEqual([
      start,
      finish,
    ]);
  });

  it('is shown itself where a server gives it, and ends where its end was lost', () => {
    const { parts } = decode([
      created,
      piece('text.delta', { content_index: 0, delta: 'Hm' }),
      piece('text.done', { content_index: 0, text: 'Hm.' }),
      completed(),
    ]);
    expect(parts.slice(1, 5)).toStrictEqual([
      { type: 'reasoning-start', id: '0' },
      { type: 'reasoning-delta', id: '0', delta: 'Hm' },
      { type: 'reasoning-delta', id: '0', delta: '.' },
      { type: 'reasoning-end', id: '0' },
    ]);
  });
});

describe('a call', () => {
  const item = {
    id: 'fc_1',
    type: 'function_call',
    call_id: 'call_1',
    name: 'write',
    arguments: '{"a":1}',
  };
  const write = (delta: string) => ({
    type: 'response.function_call_arguments.delta',
    item_id: 'fc_1',
    output_index: 0,
    delta,
  });
  const begun: StreamPart = {
    type: 'tool-input-start',
    id: 'call_1',
    name: 'write',
    runner: 'tina',
  };
  const call: StreamPart = {
    type: 'tool-call',
    id: 'call_1',
    name: 'write',
    runner: 'tina',
    input: { a: 1 },
    vendor: { provider: 'openai', data: { id: 'fc_1', type: 'function_call' } },
  };

  it('is shown while it is written, and ends the answer', () => {
    const { parts } = decode([
      created,
      added({ ...item, arguments: '' }),
      write('{"a"'),
      write(':1}'),
      done(item),
      completed([item]),
    ]);
    expect(parts).toStrictEqual([
      start,
      begun,
      { type: 'tool-input-delta', id: 'call_1', delta: '{"a"' },
      { type: 'tool-input-delta', id: 'call_1', delta: ':1}' },
      call,
      { ...finish, reason: 'tool-calls' },
    ]);
  });

  it('begins once, even if its beginning comes twice', () => {
    const beginning = added({ ...item, arguments: '' });
    const { parts } = decode([created, beginning, beginning, done(item), completed()]);
    expect(parts.slice(1, -1)).toStrictEqual([
      begun,
      { type: 'tool-input-delta', id: 'call_1', delta: '{"a":1}' },
      call,
    ]);
  });

  it('whose beginning was lost is told with its end', () => {
    const { parts, dropped } = decode([created, write('{"a"'), done(item), completed()]);
    expect(parts.slice(1, 4)).toStrictEqual([
      begun,
      { type: 'tool-input-delta', id: 'call_1', delta: '{"a":1}' },
      call,
    ]);
    expect(dropped).toStrictEqual({ response_function_call_arguments_delta: 1 });
  });

  it('has the right arguments even if a piece of them was lost', () => {
    const { parts } = decode([
      created,
      added({ ...item, arguments: '' }),
      write(':1}'),
      done(item),
      completed(),
    ]);
    expect(parts[3]).toStrictEqual(call);
  });

  it('that was cut off by a limit has no valid arguments', () => {
    const { parts } = decode([
      created,
      added({ ...item, arguments: '' }),
      write('{"a"'),
      {
        type: 'response.incomplete',
        response: {
          id: 'resp_1',
          status: 'incomplete',
          incomplete_details: { reason: 'max_output_tokens' },
          usage,
        },
      },
    ]);
    expect(parts.slice(3)).toStrictEqual([
      { ...call, input: undefined, invalid: 'they end too early' },
      { type: 'finish', reason: 'length', rawReason: 'max_output_tokens', usage: spent },
    ]);
  });

  it('has the name by which Tina knows the tool', () => {
    const vendorName = createToolNames([]).toVendor('files.read');
    const { parts } = decode(
      [created, done({ ...item, name: vendorName }), completed()],
      ['files.read'],
    );
    expect(parts[1]).toMatchObject({ name: 'files.read' });
  });

  it('of several at once is not taken apart if one of them is not offered', () => {
    const uses = ['one', 'two'].map((name) => ({
      recipient_name: `functions.${name}`,
      parameters: {},
    }));
    const wrapper = {
      ...item,
      name: 'multi_tool_use.parallel',
      arguments: JSON.stringify({ tool_uses: uses }),
    };
    const named = (tools: readonly string[]) =>
      decode(
        [created, added({ ...wrapper, arguments: '' }), done(wrapper), completed()],
        tools,
      ).parts.flatMap((part) => (part.type === 'tool-call' ? part.name : []));
    expect(named(['one', 'two'])).toStrictEqual(['one', 'two']);
    expect(named(['one'])).toStrictEqual(['multi_tool_use.parallel']);
    expect(named(['one', 'two', 'multi_tool_use.parallel'])).toStrictEqual([
      'multi_tool_use.parallel',
    ]);
  });
});

describe('a tool that the vendor runs', () => {
  const shown = (name: string, input: unknown, result: unknown, failed = false): StreamPart[] => [
    { type: 'tool-input-start', id: 'x_1', name, runner: 'provider' },
    { type: 'tool-call', id: 'x_1', name, runner: 'provider', input },
    { type: 'tool-result', id: 'x_1', result, failed },
  ];
  const status = 'completed';

  it.each([
    [
      { type: 'file_search_call', status, queries: ['tea'], results: [{ filename: 'a.txt' }] },
      shown('file_search', { queries: ['tea'] }, [{ filename: 'a.txt' }]),
    ],
    [
      {
        type: 'code_interpreter_call',
        status,
        code: 'print(1)',
        outputs: [{ type: 'logs', logs: '1' }],
      },
      shown('code_interpreter', { code: 'print(1)' }, [{ type: 'logs', logs: '1' }]),
    ],
    [
      { type: 'mcp_call', status, name: 'echo', arguments: '{"a":1}', output: 'hello' },
      shown('echo', { a: 1 }, 'hello'),
    ],
    [
      { type: 'mcp_call', status: 'failed', name: 'echo', arguments: '{}', error: { code: 7 } },
      shown('echo', {}, { code: 7 }, true),
    ],
    [
      { type: 'file_search_call', status: 'incomplete', queries: [] },
      shown('file_search', { queries: [] }, null, true),
    ],
  ])('%j', (fields, expected) => {
    const item = { id: 'x_1', ...fields };
    const { parts } = decode([
      created,
      added({ ...item, status: 'in_progress' }),
      done(item),
      completed([item]),
    ]);
    expect(parts.slice(1, -1)).toStrictEqual(expected);
  });

  it('whose end was lost did not give a result', () => {
    const { parts } = decode([
      created,
      added({ id: 'x_1', type: 'web_search_call', status: 'in_progress' }),
      completed(),
    ]);
    expect(parts.slice(1, -1)).toStrictEqual(shown('web_search', {}, null, true));
  });

  it('and makes pictures gives the last of each', () => {
    const item = {
      id: 'x_1',
      type: 'image_generation_call',
      status,
      result: 'aGk=',
      output_format: 'webp',
      revised_prompt: 'a cat',
    };
    const { parts, dropped } = decode([
      created,
      added({ ...item, result: null, status: 'in_progress' }),
      {
        type: 'response.image_generation_call.partial_image',
        item_id: 'x_1',
        output_index: 0,
        partial_image_b64: 'aA==',
      },
      done(item),
      completed([item]),
    ]);
    expect(parts.slice(1, -1)).toStrictEqual([
      { type: 'tool-input-start', id: 'x_1', name: 'image_generation', runner: 'provider' },
      {
        type: 'tool-call',
        id: 'x_1',
        name: 'image_generation',
        runner: 'provider',
        input: { prompt: 'a cat' },
      },
      { type: 'file', file: { type: 'file', mediaType: 'image/webp', data: 'aGk=' } },
      { type: 'tool-result', id: 'x_1', result: status, failed: false },
    ]);
    expect(dropped).toStrictEqual({});
  });

  it('shows the arguments of a call on a server of the vendor as they come', () => {
    const item = {
      id: 'x_1',
      type: 'mcp_call',
      status,
      name: 'echo',
      arguments: '{"a":1}',
      output: 'hello',
    };
    const { parts } = decode([
      created,
      added({ ...item, arguments: '', output: null }),
      { type: 'response.mcp_call_arguments.delta', item_id: 'x_1', output_index: 0, delta: '{"a"' },
      {
        type: 'response.mcp_call_arguments.done',
        item_id: 'x_1',
        output_index: 0,
        arguments: '{"a":1}',
      },
      done(item),
      completed(),
    ]);
    expect(parts.slice(2, 4)).toStrictEqual([
      { type: 'tool-input-delta', id: 'x_1', delta: '{"a"' },
      { type: 'tool-input-delta', id: 'x_1', delta: ':1}' },
    ]);
  });
});

describe('the end', () => {
  const refusal = (type: string, fields: object) => ({
    type: `response.refusal.${type}`,
    item_id: 'msg_1',
    output_index: 0,
    content_index: 0,
    ...fields,
  });

  it('of an answer that was declined says why', () => {
    const item = { ...emptyMessage, content: [{ type: 'refusal', refusal: 'I cannot help.' }] };
    const expected = [start, { ...finish, reason: 'refusal', explanation: 'I cannot help.' }];
    expect(
      decode([
        created,
        added(emptyMessage),
        refusal('delta', { delta: 'I cannot' }),
        refusal('done', { refusal: 'I cannot help.' }),
        done(item),
        completed([item]),
      ]).parts,
    ).toStrictEqual(expected);
    expect(decode([created, completed([item])]).parts).toStrictEqual(expected);
  });

  it.each([
    ['max_output_tokens', 'length'],
    ['content_filter', 'refusal'],
    ['a_reason_of_tomorrow', 'other'],
  ])('because of %s is %s', (reason, expected) => {
    const response = { id: 'resp_1', status: 'incomplete', incomplete_details: { reason }, usage };
    expect(decode([created, { type: 'response.incomplete', response }]).parts[1]).toStrictEqual({
      type: 'finish',
      reason: expected,
      rawReason: reason,
      usage: spent,
    });
  });

  it('counts what the vendor kept for later, and no nonsense', () => {
    const counted = {
      input_tokens: 12,
      input_tokens_details: { cached_tokens: null, cache_write_tokens: 5 },
      output_tokens: -1,
      output_tokens_details: 'none',
    };
    const response = { id: 'resp_1', status: 'completed', usage: counted };
    expect(decode([created, { type: 'response.completed', response }]).parts[1]).toStrictEqual({
      ...finish,
      usage: { inputTokens: 12, cacheWriteTokens: 5 },
    });
  });

  it('of one that failed is an error, and what it used is known', () => {
    const response = {
      id: 'resp_1',
      status: 'failed',
      error: { code: 'server_error', message: 'SECRET' },
      usage,
    };
    const { parts } = decode([
      created,
      added(emptyMessage),
      text('Hel'),
      { type: 'response.failed', response },
    ]);
    expect(parts.slice(3)).toStrictEqual([
      { type: 'usage', usage: spent },
      {
        type: 'error',
        error: expect.objectContaining({ code: 'provider-failed', retryable: true }) as unknown,
      },
    ]);
    expect(JSON.stringify(parts)).not.toContain('SECRET');
  });

  it.each([
    { type: 'error', code: 'rate_limit_exceeded', message: 'no', param: null },
    { type: 'error', error: { type: 'requests', code: 'rate_limit_exceeded', message: 'no' } },
  ])('is an error in either shape the vendor has for it', (event) => {
    expect(decode([event])).toMatchObject({
      isOver: true,
      parts: [{ type: 'error', error: { code: 'rate-limited' } }],
    });
  });

  it('is no `[DONE]`', () => {
    const decoder = createAnswerDecoder({
      toError: (error) => fromErrorEvent(error, { vendor, host: '', now: () => 0 }),
      names: createToolNames([]),
      tools: new Set(),
    });
    const parts: StreamPart[] = [];
    expect(decoder.end?.(parts)).toBe(false);
    expect(parts).toStrictEqual([]);
  });
});

it('counts what it does not know, and goes on', () => {
  const { parts, dropped } = decode([
    created,
    7,
    {},
    { type: 'something' },
    { type: 'response.thing_of_tomorrow.delta', delta: 'x' },
    { type: 'keepalive' },
    added({ id: 'y_1', type: 'thing_call' }),
    { type: 'response.thing_call.in_progress', item_id: 'y_1', output_index: 0 },
    done({ id: 'y_1', type: 'thing_call' }),
    { type: 'response.output_item.added', output_index: 1, item: null },
    completed(),
  ]);
  expect(parts).toStrictEqual([start, finish]);
  expect(dropped).toStrictEqual({
    other: 2,
    something: 1,
    response_thing_of_tomorrow_delta: 1,
    thing_call: 1,
    output_item: 1,
  });
});
