import { describe, expect, it } from 'vitest';
import type { StreamPart } from '../stream-part.ts';
import { createToolNames } from '../tool-names.ts';
import { chunk, plain, read, request, toSse } from './__fixtures__/wire.ts';

const thinking = { ...plain, splitsThinking: true };
const usage = { prompt_tokens: 3, completion_tokens: 9, total_tokens: 12 };
const counted = { inputTokens: 3, outputTokens: 9 };
const start: StreamPart = { type: 'response-start', responseId: 'chat_1', model: 'a-model' };
const stop = chunk({}, 'stop');
const call = (piece: object) => chunk({ tool_calls: [piece] });
const vendor = (data: object) => ({ provider: 'plain', data: { model: 'a-model', ...data } });

/** Everything after the start and before the finish. */
async function between(...events: (object | string)[]): Promise<StreamPart[]> {
  const parts = await read(toSse(...events, '[DONE]'));
  expect(parts[0]).toStrictEqual(start);
  expect(parts.at(-1)).toMatchObject({ type: 'finish' });
  return parts.slice(1, -1);
}

const calls = async (...events: (object | string)[]) =>
  (await between(...events)).filter(({ type }) => type === 'tool-call');

it('takes for counted only what can have been counted', async () => {
  const absurd = { prompt_tokens: 1.7e308, completion_tokens: 2.5, total_tokens: -1 };
  const parts = await read(
    toSse(chunk({ content: 'Hi' }), stop, { ...chunk({}), choices: [], usage: absurd }, '[DONE]'),
  );
  expect(parts.at(-1)).toMatchObject({ type: 'finish', usage: {} });
  expect(parts.some(({ type }) => type === 'usage')).toBe(false);
});

describe('text and thoughts', () => {
  it('reads what is thought, said and counted', async () => {
    const events = [
      chunk({ role: 'assistant', content: '', reasoning: 'Hm' }),
      chunk({ reasoning: '.' }),
      chunk({ content: 'Hello ' }),
      chunk({ content: 'there' }),
      chunk({}, 'stop'),
      { ...chunk({}), choices: [], usage },
    ];
    expect(await read(toSse(...events, '[DONE]'))).toStrictEqual([
      start,
      { type: 'reasoning-start', id: '0' },
      { type: 'reasoning-delta', id: '0', delta: 'Hm.' },
      { type: 'reasoning-end', id: '0', vendor: vendor({ field: 'reasoning' }) },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'Hello there' },
      { type: 'usage', usage: counted },
      { type: 'text-end', id: '1' },
      { type: 'finish', reason: 'stop', rawReason: 'stop', usage: counted },
    ]);
  });

  it('reads content in pieces of several kinds, as Mistral sends it', async () => {
    const parts = await between(
      chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Two' }] }] }),
      chunk({
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: ' and two.' }] },
          { type: 'text', text: 'Four' },
          { type: 'reference', reference_ids: [1] },
          { type: 'tool_reference', url: 'https://a.example', title: 'A' },
        ],
      }),
      stop,
    );
    expect(parts).toStrictEqual([
      { type: 'reasoning-start', id: '0' },
      { type: 'reasoning-delta', id: '0', delta: 'Two and two.' },
      { type: 'reasoning-end', id: '0', vendor: vendor({}) },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'Four' },
      { type: 'citation', id: '1', citation: { url: 'https://a.example', title: 'A' } },
      { type: 'text-end', id: '1' },
    ]);
  });

  it('keeps OpenRouter’s details of a thought, and the words in them once', async () => {
    const detail = { type: 'reasoning.text', index: 0, format: 'anthropic-claude-v1' };
    const parts = await between(
      chunk({ reasoning: 'One', reasoning_details: [{ ...detail, text: 'One' }] }),
      chunk({ reasoning: ' two', reasoning_details: [{ ...detail, text: ' two' }] }),
      chunk({ content: '', reasoning_details: [{ ...detail, text: null, signature: 'sig' }] }),
      chunk({ content: 'Said' }),
      chunk({ reasoning_details: [{ type: 'reasoning.encrypted', data: 'xyz', index: 1 }] }),
      stop,
    );
    expect(parts).toStrictEqual([
      { type: 'reasoning-start', id: '0' },
      { type: 'reasoning-delta', id: '0', delta: 'One two' },
      {
        type: 'reasoning-end',
        id: '0',
        vendor: vendor({
          field: 'reasoning',
          details: [{ ...detail, text: 'One two', signature: 'sig' }],
        }),
      },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'Said' },
      { type: 'text-end', id: '1' },
      { type: 'reasoning-start', id: '2' },
      {
        type: 'reasoning-end',
        id: '2',
        redacted: true,
        vendor: vendor({
          field: 'reasoning',
          details: [{ type: 'reasoning.encrypted', data: 'xyz', index: 1 }],
        }),
      },
    ]);
  });

  it('tells thoughts between marks from the text, where the dialect says so', async () => {
    const events = toSse(
      chunk({ content: '<think>\nHm.</th' }),
      chunk({ content: 'ink>\n\nYes.' }),
    );
    const said = (parts: StreamPart[]) =>
      parts.flatMap((part) => ('delta' in part ? [[part.type, part.delta]] : []));
    expect(said(await read(events + toSse(stop), { dialect: thinking }))).toStrictEqual([
      ['reasoning-delta', '\nHm.'],
      ['text-delta', 'Yes.'],
    ]);
    expect(said(await read(events + toSse(stop)))).toStrictEqual([
      ['text-delta', '<think>\nHm.</think>\n\nYes.'],
    ]);
  });

  it('says a refusal in the model’s own words', async () => {
    const events = toSse(
      chunk({ content: 'Well.' }),
      chunk({ refusal: 'I ' }),
      chunk({ refusal: 'won’t.' }),
      stop,
    );
    expect((await read(events)).slice(1)).toStrictEqual([
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'Well.' },
      { type: 'text-end', id: '0' },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'I won’t.' },
      { type: 'text-end', id: '1' },
      { type: 'finish', reason: 'refusal', rawReason: 'stop', usage: {} },
    ]);
  });
});

it('waits through the comments that OpenRouter sends while it looks for a model', async () => {
  const comment = ': OPENROUTER PROCESSING\n\n';
  const parts = await read(comment + toSse(chunk({ content: 'Hi' })) + comment + toSse(stop));
  expect(parts.map(({ type }) => type)).toStrictEqual([
    'response-start',
    'text-start',
    'text-delta',
    'text-end',
    'finish',
  ]);
});

describe('citations', () => {
  const cited = (url: string) => ({
    type: 'url_citation',
    url_citation: { url, title: 'A title', content: 'A passage.' },
  });

  it('belong to the text, whether they come before, with or after it, and are told once', async () => {
    const parts = await between(
      chunk({ annotations: [cited('https://one.example')] }),
      chunk({ content: 'Text', annotations: [cited('https://two.example')] }),
      { ...stop, citations: ['https://three.example', 'https://three.example'] },
      { ...chunk({}), citations: ['https://three.example'] },
    );
    expect(parts.flatMap((part) => (part.type === 'citation' ? [part] : []))).toStrictEqual([
      ...['one', 'two'].map((name) => ({
        type: 'citation',
        id: '0',
        citation: { url: `https://${name}.example`, title: 'A title', quote: 'A passage.' },
      })),
      { type: 'citation', id: '0', citation: { url: 'https://three.example' } },
    ]);
  });
});

it('keeps no more citations than anybody reads', async () => {
  const citations = Array.from({ length: 3000 }, (_, index) => `https://${index}.example`);
  const parts = await between(chunk({ content: 'Text' }), { ...stop, citations });
  expect(parts.filter(({ type }) => type === 'citation')).toHaveLength(1000);
});

describe('calls of tools', () => {
  it('come in pieces, several at once', async () => {
    const parts = await between(
      chunk({ content: 'Let me look.' }),
      call({ index: 0, id: 'a', type: 'function', function: { name: 'one', arguments: '' } }),
      call({ index: 1, id: 'b', type: 'function', function: { name: 'two', arguments: '{"x"' } }),
      call({ index: 0, function: { arguments: '{}' } }),
      call({ index: 1, function: { arguments: ':1}' } }),
      chunk({}, 'tool_calls'),
    );
    expect(parts).toStrictEqual([
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'Let me look.' },
      { type: 'text-end', id: '0' },
      { type: 'tool-input-start', id: 'a', name: 'one', runner: 'tina' },
      { type: 'tool-input-start', id: 'b', name: 'two', runner: 'tina' },
      { type: 'tool-input-delta', id: 'b', delta: '{"x"' },
      { type: 'tool-input-delta', id: 'a', delta: '{}' },
      { type: 'tool-input-delta', id: 'b', delta: ':1}' },
      { type: 'tool-call', id: 'a', name: 'one', runner: 'tina', input: {} },
      { type: 'tool-call', id: 'b', name: 'two', runner: 'tina', input: { x: 1 } },
    ]);
  });

  it.each<[string, object[], object[]]>([
    [
      'without an index',
      [
        { id: 'a', function: { name: 'one', arguments: '{"x"' } },
        { function: { arguments: ':1}' } },
        { id: 'b', function: { name: 'two', arguments: '{}' } },
      ],
      [
        { id: 'a', name: 'one', input: { x: 1 } },
        { id: 'b', name: 'two', input: {} },
      ],
    ],
    [
      'with the id and the name in every piece',
      [
        { index: 0, id: 'a', function: { name: 'one', arguments: '{"x"' } },
        { index: 0, id: 'a', function: { name: 'one', arguments: ':1}' } },
      ],
      [{ id: 'a', name: 'one', input: { x: 1 } }],
    ],
    [
      'all with the same index',
      [
        { index: 0, id: 'a', function: { name: 'one', arguments: '{}' } },
        { index: 0, id: 'b', function: { name: 'two', arguments: '{"x"' } },
        { index: 0, id: 'b', function: { arguments: ':2}' } },
      ],
      [
        { id: 'a', name: 'one', input: {} },
        { id: 'b', name: 'two', input: { x: 2 } },
      ],
    ],
    [
      'without ids',
      [
        { index: 0, function: { name: 'one', arguments: '{}' } },
        { index: 1, id: '', function: { name: 'two', arguments: '' } },
      ],
      [
        { id: 'call_chat_1_1', name: 'one', input: {} },
        { id: 'call_chat_1_2', name: 'two', input: {} },
      ],
    ],
    [
      'with one id for two',
      [
        { index: 0, id: 'a', function: { name: 'one', arguments: '{}' } },
        { index: 1, id: 'a', function: { name: 'two', arguments: '{}' } },
      ],
      [
        { id: 'a', name: 'one', input: {} },
        { id: 'a_2', name: 'two', input: {} },
      ],
    ],
    [
      'with arguments that are an object',
      [{ index: 0, id: 'a', function: { name: 'one', arguments: { x: [1] } } }],
      [{ id: 'a', name: 'one', input: { x: [1] } }],
    ],
    [
      'with the name after the arguments',
      [
        { index: 0, id: 'a', function: { arguments: '{"x":' } },
        { index: 0, function: { name: 'one', arguments: '1}' } },
      ],
      [{ id: 'a', name: 'one', input: { x: 1 } }],
    ],
    [
      'without a name',
      [{ index: 0, id: 'a', function: { arguments: '{}' } }],
      [{ id: 'a', name: 'unknown', input: {} }],
    ],
  ])('come %s', async (_, pieces, expected) => {
    expect(await calls(...pieces.map(call), chunk({}, 'tool_calls'))).toStrictEqual(
      expected.map((found) => ({ type: 'tool-call', runner: 'tina', ...found })),
    );
  });

  it('come as a function call, as they once did', async () => {
    const found = await calls(
      chunk({ function_call: { name: 'one', arguments: '{"x"' } }),
      chunk({ function_call: { arguments: ':1}' } }),
      chunk({}, 'function_call'),
    );
    expect(found).toMatchObject([{ name: 'one', input: { x: 1 } }]);
  });

  it('end in “tool-calls” even where the server says “stop”', async () => {
    const one = call({ index: 0, id: 'a', function: { name: 'one', arguments: '{}' } });
    expect((await read(toSse(one, stop))).at(-1)).toMatchObject({
      reason: 'tool-calls',
      rawReason: 'stop',
    });
  });

  it('say so when their arguments are cut off', async () => {
    const one = call({ index: 0, id: 'a', function: { name: 'one', arguments: '{"x":' } });
    expect(await calls(one, chunk({}, 'length'))).toMatchObject([
      { input: undefined, invalid: 'they end too early' },
    ]);
  });

  it('have our names again', async () => {
    const name = 'files/read a file';
    const asked = { ...request, tools: [{ name, description: '', inputSchema: {} }] };
    const sent = createToolNames([name]).toVendor(name);
    const parts = await read(
      toSse(call({ index: 0, id: 'a', function: { name: sent, arguments: '{}' } }), stop),
      { asked },
    );
    expect(sent).not.toBe(name);
    expect(parts.find(({ type }) => type === 'tool-call')).toMatchObject({ name });
  });

  it('are shown too where the vendor runs the tool itself', async () => {
    const search = { index: 0, type: 'search', arguments: '{"query":"news"}' };
    const found = { results: [{ url: 'https://a.example', title: 'A' }] };
    const parts = await between(
      chunk({ reasoning: 'I search.' }),
      chunk({ executed_tools: [search] }),
      chunk({ executed_tools: [{ ...search, output: 'Words', search_results: found }] }),
      chunk({ executed_tools: [{ ...search, output: 'Words', search_results: found }] }),
      chunk({ executed_tools: [{ index: 1, type: 'browser.open', arguments: 'plain words' }] }),
      chunk({ content: 'Found.' }),
      stop,
    );
    expect(parts.slice(3, -3)).toStrictEqual([
      { type: 'tool-input-start', id: 'own_chat_1_1', name: 'search', runner: 'provider' },
      {
        type: 'tool-call',
        id: 'own_chat_1_1',
        name: 'search',
        runner: 'provider',
        input: { query: 'news' },
      },
      {
        type: 'tool-result',
        id: 'own_chat_1_1',
        result: { output: 'Words', search_results: found },
        failed: false,
      },
      { type: 'tool-input-start', id: 'own_chat_1_2', name: 'browser.open', runner: 'provider' },
      {
        type: 'tool-call',
        id: 'own_chat_1_2',
        name: 'browser.open',
        runner: 'provider',
        input: 'plain words',
      },
    ]);
  });
});

describe('the end', () => {
  const words = chunk({ content: 'Words' });

  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['model_length', 'length'],
    ['tool_calls', 'tool-calls'],
    ['content_filter', 'refusal'],
    ['of_tomorrow', 'other'],
  ])('%s is %s', async (raw, reason) => {
    const parts = await read(toSse(words, chunk({}, raw)));
    expect(parts.at(-1)).toMatchObject({ type: 'finish', reason, rawReason: raw });
  });

  it('is one where the stream says `[DONE]` and no more', async () => {
    expect((await read(toSse(words, '[DONE]'))).at(-1)).toStrictEqual({
      type: 'finish',
      reason: 'other',
      usage: {},
    });
  });

  it.each([
    ['says nothing of it', toSse(words)],
    ['was never begun', toSse('[DONE]')],
    ['is empty', ''],
  ])('is none where the stream %s', async (_, sse) => {
    expect((await read(sse)).at(-1)).toMatchObject({
      type: 'error',
      error: { code: 'stream-truncated', retryable: true, details: { provider: 'plain' } },
    });
  });

  it.each<[string, object, string]>([
    ['an error', { error: { message: 'SECRET', type: 'server_error' } }, 'provider-failed'],
    ['an error that is a sentence', { error: 'SECRET', code: 'SECRET words' }, 'provider-failed'],
    ['an error with a number', { error: { code: 402, message: 'SECRET' } }, 'quota-exceeded'],
    ['an error of Groq’s', { x_groq: { error: 'SECRET' } }, 'provider-failed'],
    [
      'an error of a choice',
      { choices: [{ delta: {}, error: { code: 429, message: 'SECRET' } }] },
      'rate-limited',
    ],
    ['an error of Mistral’s', { object: 'error', message: 'SECRET' }, 'provider-failed'],
    ['“error” for an end', chunk({ content: '!' }, 'error'), 'provider-failed'],
    ['too little room', chunk({}, 'insufficient_system_resource'), 'provider-failed'],
  ])('is %s, and keeps what came before', async (_, event, code) => {
    const parts = await read(toSse(words, event, words));
    expect(parts[2]).toMatchObject({ type: 'text-delta', delta: expect.stringMatching(/^Words/) });
    expect(parts.at(-1)).toMatchObject({
      type: 'error',
      error: { code, details: { provider: 'plain', providerName: 'Plain' } },
    });
    expect(JSON.stringify(parts)).not.toContain('SECRET');
  });

  it('counts tokens wherever they are counted, thoughts beside the answer too', async () => {
    const beside = {
      usage: {
        prompt_tokens: 12,
        completion_tokens: 1,
        total_tokens: 303,
        prompt_tokens_details: { cached_tokens: 11 },
        completion_tokens_details: { reasoning_tokens: 290 },
      },
    };
    expect((await read(toSse(words, { ...stop, ...beside }))).at(-1)).toMatchObject({
      usage: { inputTokens: 12, outputTokens: 291, cacheReadTokens: 11, reasoningTokens: 290 },
    });
    const groq = { x_groq: { id: 'req_1', usage } };
    const parts = await read(toSse(words, { ...stop, ...groq, usage }));
    expect(parts.filter(({ type }) => type === 'usage')).toStrictEqual([
      { type: 'usage', usage: counted },
    ]);
  });
});

it('passes over what it does not know, and tells how much', async () => {
  let dropped: ReadonlyMap<string, number> = new Map();
  const parts = await read(
    toSse(
      chunk({ content: 'One', mood: 'good' }),
      { object: 'something.new' },
      { choices: [null] },
      { choices: 'many' },
      chunk({ tool_calls: [null, {}], content: 7 }),
      chunk({ content: [{ type: 'hologram' }] }),
      'null',
      '[1]',
      chunk({ content: ' two' }),
      stop,
    ),
    { parts: { onDropped: (found) => (dropped = found) } },
  );
  expect(parts.filter(({ type }) => type === 'text-delta')).toMatchObject([
    { delta: 'One' },
    { delta: ' two' },
  ]);
  expect(Object.fromEntries(dropped)).toStrictEqual({
    choices: 1,
    hologram: 1,
    other: 4,
    tool_calls: 2,
  });
});

it('counts no more calls than a turn could run', async () => {
  const unnamed = Array.from({ length: 400 }, (_, index) =>
    call({ index, id: 'same', function: { arguments: '' } }),
  );
  expect(await calls(...unnamed, chunk({}, 'tool_calls'))).toHaveLength(256);
});
