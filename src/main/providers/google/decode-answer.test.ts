import { describe, expect, it } from 'vitest';
import type { StreamPart } from '../stream-part.ts';
import { bytesOf, fetchOf } from '../__fixtures__/cut-bytes.ts';
import { ask, request } from './__fixtures__/ask.ts';
import { chunk, ended, text, toSse, usageMetadata } from './__fixtures__/wire.ts';
import { createGoogle } from './google.ts';

const usage = { inputTokens: 10, outputTokens: 8, reasoningTokens: 3 };
const stopped = { type: 'finish', reason: 'stop', rawReason: 'STOP', usage };

describe('text and thoughts', () => {
  it('joins neighbours of a kind to blocks', async () => {
    const thought = (words: string) => text(words, { thought: true });
    expect(
      await contentOf([thought('Let '), thought('me see.'), text('It '), text('is.'), ended()]),
    ).toStrictEqual([
      { type: 'reasoning-start', id: '0' },
      { type: 'reasoning-delta', id: '0', delta: 'Let me see.' },
      { type: 'reasoning-end', id: '0' },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'It is.' },
      { type: 'usage', usage },
      { type: 'text-end', id: '1' },
      stopped,
    ]);
  });

  it('keeps each signature with the part it came with', async () => {
    const parts = await contentOf([
      text('Hm.', { thought: true, thoughtSignature: 's-thought' }),
      text('One.', { thoughtSignature: 's-text' }),
      text('Two.'),
      ended('STOP', [{ text: '', thoughtSignature: 's-end' }]),
    ]);
    expect(parts).toStrictEqual([
      { type: 'reasoning-start', id: '0' },
      { type: 'reasoning-delta', id: '0', delta: 'Hm.' },
      { type: 'reasoning-end', id: '0', vendor: signed('thought', 's-thought') },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'One.' },
      { type: 'text-end', id: '1' },
      { type: 'reasoning-start', id: '2' },
      { type: 'reasoning-end', id: '2', vendor: signed('part-before', 's-text') },
      { type: 'text-start', id: '3' },
      { type: 'text-delta', id: '3', delta: 'Two.' },
      { type: 'usage', usage },
      { type: 'text-end', id: '3' },
      { type: 'reasoning-start', id: '4' },
      { type: 'reasoning-end', id: '4', vendor: signed('nothing', 's-end') },
      stopped,
    ]);
  });

  it('passes on pictures', async () => {
    const picture = { inlineData: { mimeType: 'image/png', data: 'aGk=' } };
    expect(await contentOf([text('Here:'), chunk([picture]), ended()])).toStrictEqual([
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'Here:' },
      { type: 'text-end', id: '0' },
      { type: 'file', file: { type: 'file', mediaType: 'image/png', data: 'aGk=' } },
      { type: 'usage', usage },
      stopped,
    ]);
  });
});

describe('function calls', () => {
  it('keeps the vendor’s id, and makes one where there is none', async () => {
    const parts = await contentOf([
      chunk([
        { functionCall: { id: 'g-1', name: 'read', args: { a: 1 } }, thoughtSignature: 's' },
        { functionCall: { name: 'read', args: { a: 2 } } },
      ]),
      ended(),
    ]);
    expect(parts).toStrictEqual([
      { type: 'tool-input-start', id: 'g-1', name: 'read', runner: 'tina' },
      {
        type: 'tool-call',
        id: 'g-1',
        name: 'read',
        runner: 'tina',
        input: { a: 1 },
        vendor: { provider: 'google', data: { id: 'g-1', thoughtSignature: 's' } },
      },
      { type: 'tool-input-start', id: 'call-resp_1-0', name: 'read', runner: 'tina' },
      {
        type: 'tool-call',
        id: 'call-resp_1-0',
        name: 'read',
        runner: 'tina',
        input: { a: 2 },
      },
      { type: 'usage', usage },
      { ...stopped, reason: 'tool-calls' },
    ]);
  });

  it('makes other ids for another answer, also where answers have none', async () => {
    const idsOf = async (promptTokenCount: number) => {
      const call = { functionCall: { name: 'read' } };
      const parts = await answer([
        { candidates: [{ content: { parts: [call] } }], usageMetadata: { promptTokenCount } },
        { candidates: [{ finishReason: 'STOP' }] },
      ]);
      return parts.flatMap((part) => (part.type === 'tool-call' ? [part.id] : []));
    };
    expect(await idsOf(10)).toStrictEqual(await idsOf(10));
    expect(await idsOf(10)).not.toStrictEqual(await idsOf(20));
  });

  it('gives a tool its own name back', async () => {
    const name = 'files/read all';
    const tool = { name, description: '', inputSchema: { type: 'object' } };
    let sent = '';
    const provider = createGoogle(
      { apiKey: 'key', baseUrl: undefined },
      {
        fetch: (url, init) => {
          sent = typeof init?.body === 'string' ? init.body : '';
          const [, fitted = ''] = /"name":"(files_read_all_[0-9a-f]+)"/.exec(sent) ?? [];
          const call = chunk([{ functionCall: { name: fitted, args: {} } }]);
          return fetchOf(bytesOf([call, ended()].map(toSse).join('')))(url, init);
        },
      },
    );
    const parts = await ask(provider, { ...request, tools: [tool] });
    expect(parts.find(({ type }) => type === 'tool-call')).toMatchObject({ name });
  });

  it('writes down arguments that come value by value', async () => {
    const piece = (...partialArgs: object[]) =>
      chunk([{ functionCall: { partialArgs, willContinue: true } }]);
    const parts = await contentOf([
      chunk([{ functionCall: { name: 'cook', willContinue: true }, thoughtSignature: 's' }]),
      piece({ jsonPath: '$.title', stringValue: 'So "', willContinue: true }),
      piece({ jsonPath: '$.title', stringValue: 'gut"\n' }),
      piece({ jsonPath: '$.steps[0].do', stringValue: 'mix' }),
      piece(
        { jsonPath: '$.steps[0].min', numberValue: 2.5 },
        { jsonPath: '$.steps[1].do', stringValue: 'bake', willContinue: true },
      ),
      piece({ jsonPath: "$['for two']", boolValue: true }),
      piece({ jsonPath: '$.by', nullValue: 'NULL_VALUE' }),
      chunk([{ functionCall: {} }]),
      ended(),
    ]);
    const id = 'call-resp_1-0';
    const input = {
      title: 'So "gut"\n',
      steps: [{ do: 'mix', min: 2.5 }, { do: 'bake' }],
      'for two': true,
      by: null,
    };
    expect(parts).toStrictEqual([
      { type: 'tool-input-start', id, name: 'cook', runner: 'tina' },
      { type: 'tool-input-delta', id, delta: JSON.stringify(input) },
      {
        type: 'tool-call',
        id,
        name: 'cook',
        runner: 'tina',
        input,
        vendor: { provider: 'google', data: { thoughtSignature: 's' } },
      },
      { type: 'usage', usage },
      { ...stopped, reason: 'tool-calls' },
    ]);
  });

  it.each([
    [
      'goes back',
      [
        { jsonPath: '$.a.b', numberValue: 1 },
        { jsonPath: '$.c', numberValue: 1 },
        { jsonPath: '$.a.d', numberValue: 1 },
      ],
    ],
    ['skips a place', [{ jsonPath: '$.l[1]', numberValue: 1 }]],
    ['has no value', [{ jsonPath: '$.a' }]],
    ['has no path', [{ jsonPath: 'nonsense', numberValue: 1 }]],
  ])('does not run a call whose pieces do not fit: one %s', async (_, pieces) => {
    const last = { jsonPath: '$.z', numberValue: 2 };
    const parts = await contentOf([
      chunk([{ functionCall: { name: 'f', partialArgs: [...pieces, last] } }]),
      ended(),
    ]);
    expect(parts.find(({ type }) => type === 'tool-call')).toMatchObject({
      input: undefined,
      invalid: 'their pieces do not fit together',
    });
  });

  it('says of a call that was cut off that it ends too early', async () => {
    const parts = await contentOf([
      chunk([{ functionCall: { name: 'f', willContinue: true } }]),
      chunk([
        {
          functionCall: {
            partialArgs: [{ jsonPath: '$.a', stringValue: 'x', willContinue: true }],
            willContinue: true,
          },
        },
      ]),
      ended('MAX_TOKENS'),
    ]);
    expect(parts.at(-1)).toMatchObject({ type: 'finish', reason: 'length' });
  });
});

describe('what the vendor ran itself', () => {
  it('shows code and what came of it, and keeps both as they came', async () => {
    const code = { executableCode: { id: 'c1', language: 'PYTHON', code: 'print(1)' } };
    const output = {
      codeExecutionResult: { id: 'c1', outcome: 'OUTCOME_OK', output: '1\n' },
      thoughtSignature: 's',
    };
    expect(await contentOf([chunk([code]), chunk([output]), ended()])).toStrictEqual([
      { type: 'tool-input-start', id: 'c1', name: 'code_execution', runner: 'provider' },
      {
        type: 'tool-call',
        id: 'c1',
        name: 'code_execution',
        runner: 'provider',
        input: { language: 'PYTHON', code: 'print(1)' },
        vendor: { provider: 'google', data: { parts: [code] } },
      },
      {
        type: 'tool-result',
        id: 'c1',
        result: { outcome: 'OUTCOME_OK', output: '1\n' },
        failed: false,
        vendor: { provider: 'google', data: { parts: [code, output] } },
      },
      { type: 'usage', usage },
      stopped,
    ]);
  });

  it('shows a search it made between function calls once', async () => {
    const call = {
      toolCall: { id: 't1', toolType: 'GOOGLE_SEARCH_WEB', args: { queries: ['oslo'] } },
      thoughtSignature: 's',
    };
    const response = {
      toolResponse: { id: 't1', toolType: 'GOOGLE_SEARCH_WEB', response: { found: 1 } },
    };
    const parts = await contentOf([
      chunk([call, response]),
      ended('STOP', [], { groundingMetadata: { webSearchQueries: ['oslo'] } }),
    ]);
    expect(parts.filter(({ type }) => type.startsWith('tool-'))).toStrictEqual([
      { type: 'tool-input-start', id: 't1', name: 'web_search', runner: 'provider' },
      {
        type: 'tool-call',
        id: 't1',
        name: 'web_search',
        runner: 'provider',
        input: { queries: ['oslo'] },
        vendor: { provider: 'google', data: { parts: [call] } },
      },
      {
        type: 'tool-result',
        id: 't1',
        result: { found: 1 },
        failed: false,
        vendor: { provider: 'google', data: { parts: [call, response] } },
      },
    ]);
    // Nothing of it is a call for Tina to answer.
    expect(parts.at(-1)).toMatchObject({ reason: 'stop' });
  });

  it('cites the pages a grounded answer rests on, and shows the search', async () => {
    const page = (name: string) => ({ web: { uri: `https://${name}.example/`, title: name } });
    const groundingMetadata = {
      searchEntryPoint: { renderedContent: '<style>*{}</style><a>weather oslo</a>' },
      webSearchQueries: ['weather oslo', 'snow & ice?\ud800', ' ', 7],
      groundingChunks: [page('a'), page('b'), page('c')],
      groundingSupports: [
        { segment: { endIndex: 4, text: 'Cold' }, groundingChunkIndices: [0, 2] },
        { segment: { startIndex: 5, endIndex: 9, text: 'Snow' }, groundingChunkIndices: [2, 9] },
      ],
    };
    const cite = (name: string) => ({
      type: 'citation',
      id: '0',
      citation: { url: `https://${name}.example/`, title: name },
    });
    const search = (title: string, query: string) => ({
      type: 'citation',
      id: '0',
      citation: { url: `https://www.google.com/search?q=${query}`, title, search: true },
    });
    const id = 'call-resp_1-0';
    expect(
      await contentOf([
        text('Cold. Snow.'),
        ended('STOP', [{ text: '', thoughtSignature: 's' }], { groundingMetadata }),
      ]),
    ).toStrictEqual([
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'Cold. Snow.' },
      cite('a'),
      cite('c'),
      search('weather oslo', 'weather+oslo'),
      search('snow & ice?\ud800', 'snow+%26+ice%3F%EF%BF%BD'),
      { type: 'usage', usage },
      { type: 'text-end', id: '0' },
      { type: 'reasoning-start', id: '1' },
      { type: 'reasoning-end', id: '1', vendor: signed('nothing', 's') },
      { type: 'tool-input-start', id, name: 'web_search', runner: 'provider' },
      {
        type: 'tool-call',
        id,
        name: 'web_search',
        runner: 'provider',
        input: { queries: ['weather oslo', 'snow & ice?\ud800'] },
      },
      {
        type: 'tool-result',
        id,
        result: ['a', 'b', 'c'].map((name) => ({ url: `https://${name}.example/`, title: name })),
        failed: false,
      },
      stopped,
    ]);
  });

  it('cites what was quoted at length, and shows the pages that were read', async () => {
    const parts = await contentOf([
      chunk([{ text: 'A poem.' }], {
        citationMetadata: { citationSources: [{ startIndex: 0, uri: 'https://poems.example/' }] },
        urlContextMetadata: {
          urlMetadata: [
            {
              retrievedUrl: 'https://read.example/',
              urlRetrievalStatus: 'URL_RETRIEVAL_STATUS_SUCCESS',
            },
            {
              retrievedUrl: 'https://walled.example/',
              urlRetrievalStatus: 'URL_RETRIEVAL_STATUS_PAYWALL',
            },
          ],
        },
      }),
      ended(),
    ]);
    expect(parts).toContainEqual({
      type: 'citation',
      id: '0',
      citation: { url: 'https://poems.example/' },
    });
    expect(parts).toContainEqual({
      type: 'tool-result',
      id: 'call-resp_1-0',
      result: [
        { url: 'https://read.example/', wasRead: true },
        { url: 'https://walled.example/', wasRead: false },
      ],
      failed: false,
    });
  });
});

describe('how it ends', () => {
  it.each([
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['CONTINUATION', 'length'],
    ['MALFORMED_FUNCTION_CALL', 'other'],
    ['UNEXPECTED_TOOL_CALL', 'other'],
    ['OTHER', 'other'],
    ['SOMETHING_NEW', 'other'],
  ])('%s is %s', async (rawReason, reason) => {
    expect((await contentOf([text('Hi'), ended(rawReason)])).at(-1)).toStrictEqual({
      type: 'finish',
      reason,
      rawReason,
      usage,
    });
  });

  it.each(['SAFETY', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'LANGUAGE'])(
    '%s is a refusal in words of ours',
    async (rawReason) => {
      const finishMessage = 'The vendor’s own words';
      const parts = await contentOf([text('Hi'), ended(rawReason, [], { finishMessage })]);
      expect(parts.at(-1)).toStrictEqual({
        type: 'finish',
        reason: 'refusal',
        rawReason,
        explanation: expect.stringMatching(/^(Google|The model)/) as string,
        usage,
      });
      expect(JSON.stringify(parts)).not.toContain(finishMessage);
    },
  );

  it('reads a question that was blocked as a refusal', async () => {
    const blocked = {
      promptFeedback: { blockReason: 'PROHIBITED_CONTENT', blockReasonMessage: 'secret' },
      usageMetadata: { promptTokenCount: 4 },
    };
    expect(await answer([blocked])).toStrictEqual([
      { type: 'connected' },
      { type: 'response-start', responseId: '', model: request.model },
      { type: 'usage', usage: { inputTokens: 4 } },
      {
        type: 'finish',
        reason: 'refusal',
        rawReason: 'PROHIBITED_CONTENT',
        explanation: 'Google blocked this request because its rules forbid such content.',
        usage: { inputTokens: 4 },
      },
    ]);
  });

  it('is cut off if no chunk said why it ended', async () => {
    const parts = await answer([text('Hello')]);
    expect(parts.at(-1)).toMatchObject({ type: 'error', error: { code: 'stream-truncated' } });
    expect(parts).toContainEqual({ type: 'text-delta', id: '0', delta: 'Hello' });
  });

  it('ends with an error within the stream', async () => {
    const parts = await answer([
      text('Hello'),
      { error: { code: 503, message: 'The model is overloaded: SECRET', status: 'UNAVAILABLE' } },
    ]);
    expect(parts.at(-1)).toStrictEqual({
      type: 'error',
      error: {
        code: 'provider-failed',
        message:
          'Google Gemini has more to do than it can handle right now. Try again a little later.',
        retryable: true,
        details: {
          situation: 'overloaded',
          provider: 'google',
          providerName: 'Google Gemini',
          type: 'UNAVAILABLE',
          host: 'generativelanguage.googleapis.com',
          model: request.model,
        },
      },
    });
  });
});

it('counts input with what its tools found, and output with thoughts', async () => {
  const parts = await answer([
    chunk(
      [],
      { finishReason: 'STOP' },
      {
        usageMetadata: {
          ...usageMetadata,
          toolUsePromptTokenCount: 7,
          cachedContentTokenCount: 4,
        },
      },
    ),
  ]);
  expect(parts.at(-1)).toMatchObject({
    usage: { inputTokens: 17, cacheReadTokens: 4, outputTokens: 8, reasoningTokens: 3 },
  });
});

it('passes over what it does not know, and says how much that was', async () => {
  const dropped: [string, number][] = [];
  const provider = createGoogle(
    { apiKey: 'key', baseUrl: undefined },
    {
      fetch: fetchOf(
        bytesOf(
          [7, chunk([{ dance: true }, { text: 'Hi' }]), ended()]
            .map((event) => toSse(JSON.stringify(event)))
            .join(''),
        ),
      ),
      onDropped: (counts) => dropped.push(...counts),
    },
  );
  expect((await ask(provider)).at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
  expect(dropped).toStrictEqual([
    ['other', 1],
    ['part', 1],
  ]);
});

function signed(on: string, thoughtSignature: string) {
  return { provider: 'google', data: { on, thoughtSignature } };
}

/** Without what says that it began. */
async function contentOf(chunks: readonly object[]): Promise<StreamPart[]> {
  return (await answer(chunks)).slice(2);
}

function answer(chunks: readonly object[]): Promise<StreamPart[]> {
  const fetch = fetchOf(bytesOf(chunks.map(toSse).join('')));
  return ask(createGoogle({ apiKey: 'key', baseUrl: undefined }, { fetch }));
}
