import { describe, expect, it } from 'vitest';
import type { StreamPart } from '../stream-part.ts';
import { ask } from './__fixtures__/ask.ts';
import { recordedIn } from '../__fixtures__/recorded.ts';
import { sendStream, serve } from '../__fixtures__/serve.ts';
import { bytesOf, fetchOf } from '../__fixtures__/cut-bytes.ts';
import { toSse } from './__fixtures__/wire.ts';
import { createAnthropic } from './anthropic.ts';

const { isHere, responses: recorded } = recordedIn('anthropic', (event) =>
  event.includes('"type":"message_stop"'),
);

describe.skipIf(!isHere)('recorded streams', () => {
  it.each(recorded)('$name gives the same however its bytes are cut', async ({ events }) => {
    const text = events.map(toSse).join('');
    const whole = await askOver(bytesOf(text));
    expect(whole.at(-1)).toMatchObject({ type: 'finish' });
    expect(await askOver(events.flatMap((event) => bytesOf(toSse(event))))).toStrictEqual(whole);
    for (const size of [1, 7, 64]) expect(await askOver(bytesOf(text, size))).toStrictEqual(whole);
    expect(await askOver(bytesOf(text.replaceAll('\n', '\r\n'), 5))).toStrictEqual(whole);
    // The vendor names its events; some servers between do not pass the names on.
    expect(await askOver(bytesOf(text.replace(/^event: .*\n/gm, ''), 100))).toStrictEqual(whole);

    await using server = await serve((response) => sendStream(response, text));
    const overTheNetwork = await ask(createAnthropic({ apiKey: 'key', baseUrl: server.url }));
    expect(overTheNetwork).toStrictEqual([
      { type: 'connected', requestId: 'req_1' },
      ...whole.slice(1),
    ]);
  });

  it('reads a text', async () => {
    expect(await answerOf('anthropic-text#1')).toStrictEqual([
      { type: 'connected' },
      {
        type: 'response-start',
        responseId: 'msg_01QC4g3HwBThD4BaNtBckFDJ',
        model: 'claude-sonnet-4-5-20250929',
      },
      {
        type: 'usage',
        usage: { inputTokens: 12, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0 },
      },
      { type: 'text-start', id: '0' },
      {
        type: 'text-delta',
        id: '0',
        delta:
          "Hello! I'm doing well, thank you for asking. How are you doing today? Is there anything I can help you with?",
      },
      { type: 'text-end', id: '0' },
      {
        type: 'usage',
        usage: { inputTokens: 12, outputTokens: 30, cacheReadTokens: 0, cacheWriteTokens: 0 },
      },
      {
        type: 'finish',
        reason: 'stop',
        rawReason: 'end_turn',
        usage: { inputTokens: 12, outputTokens: 30, cacheReadTokens: 0, cacheWriteTokens: 0 },
      },
    ]);
  });

  it('reads thoughts with their signature', async () => {
    const parts = await answerOf('anthropic-clear-thinking#1', '.1');
    expect(parts.slice(3, 6)).toStrictEqual([
      { type: 'reasoning-start', id: '0' },
      {
        type: 'reasoning-delta',
        id: '0',
        delta: 'The previous result was 925. Now I need to divide that by 5.\n\n925 ÷ 5 = 185',
      },
      {
        type: 'reasoning-end',
        id: '0',
        vendor: {
          provider: 'anthropic',
          data: {
            type: 'thinking',
            signature: expect.stringMatching(/^EvQBCkYICxgCKkAx.*Ca17BgB$/) as string,
          },
        },
      },
    ]);
    expect(parts.at(-1)).toMatchObject({
      type: 'finish',
      reason: 'stop',
      usage: { inputTokens: 69, outputTokens: 53 },
    });
  });

  it('reads a call of a tool', async () => {
    const parts = await answerOf('anthropic-json-tool#1', '.2');
    const id = 'toolu_01KFbKqPYSuAKujiL6mTfzYA';
    expect(parts.slice(3)).toStrictEqual([
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: "I'll invoke the JSON response tool." },
      { type: 'text-end', id: '0' },
      { type: 'tool-input-start', id, name: 'json', runner: 'tina' },
      {
        type: 'tool-input-delta',
        id,
        delta:
          '{"elements": [{"location": "San Francisco", "temperature": 58, "condition": "sunny"}]}',
      },
      {
        type: 'tool-call',
        id,
        name: 'json',
        runner: 'tina',
        input: { elements: [{ location: 'San Francisco', temperature: 58, condition: 'sunny' }] },
      },
      { type: 'usage', usage: expect.objectContaining({ outputTokens: 47 }) as object },
      {
        type: 'finish',
        reason: 'tool-calls',
        rawReason: 'tool_use',
        usage: { inputTokens: 849, outputTokens: 47, cacheReadTokens: 0, cacheWriteTokens: 0 },
      },
    ]);
  });

  it('reads a call without arguments', async () => {
    const parts = await answerOf('anthropic-tool-no-args#1');
    expect(parts.find(({ type }) => type === 'tool-call')).toStrictEqual({
      type: 'tool-call',
      id: 'toolu_01QE1WLsSVp5hy5Q3GmGTmjP',
      name: 'updateIssueList',
      runner: 'tina',
      input: {},
    });
  });

  it('reads a refusal with what the vendor says about it', async () => {
    const parts = await answerOf('anthropic-refusal#1');
    expect(parts.slice(1)).toStrictEqual([
      {
        type: 'response-start',
        responseId: 'msg_01RefusalStreamAbcdefghijk',
        model: 'claude-fable-5',
      },
      {
        type: 'usage',
        usage: { inputTokens: 18, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0 },
      },
      {
        type: 'usage',
        usage: { inputTokens: 18, outputTokens: 5, cacheReadTokens: 0, cacheWriteTokens: 0 },
      },
      {
        type: 'finish',
        reason: 'refusal',
        rawReason: 'refusal',
        usage: { inputTokens: 18, outputTokens: 5, cacheReadTokens: 0, cacheWriteTokens: 0 },
        explanation:
          "This request triggered restrictions on violative cyber content and was blocked under Anthropic's Usage Policy.",
      },
    ]);
  });

  it('reads a web search with its citations', async () => {
    const parts = await answerOf('anthropic-web-search-tool#1', '.1');
    const id = 'srvtoolu_01Bj5uzzLcYG5hfueSLcDH8k';
    expect(parts.slice(3, 6)).toStrictEqual([
      { type: 'tool-input-start', id, name: 'web_search', runner: 'provider' },
      { type: 'tool-input-delta', id, delta: '{"query": "tech news today September 26 2025"}' },
      {
        type: 'tool-call',
        id,
        name: 'web_search',
        runner: 'provider',
        input: { query: 'tech news today September 26 2025' },
        vendor: { provider: 'anthropic', data: { use: { type: 'server_tool_use' } } },
      },
    ]);
    const result = parts[6];
    expect(result).toMatchObject({
      type: 'tool-result',
      id,
      failed: false,
      vendor: {
        provider: 'anthropic',
        data: { use: { type: 'server_tool_use' }, result: { type: 'web_search_tool_result' } },
      },
    });
    expect(result?.type === 'tool-result' && Array.isArray(result.result)).toBe(true);
    const citations = parts.filter((part) => part.type === 'citation');
    expect(citations[0]).toStrictEqual({
      type: 'citation',
      id: '1',
      citation: {
        url: 'https://www.apple.com/newsroom/2025/09/the-all-new-apple-ginza-opens-this-friday-september-26-in-tokyo/',
        title: 'The all-new Apple Ginza opens this Friday, September 26, in Tokyo - Apple',
        quote:
          'Apple today announced the grand reopening of Apple Ginza on Friday, September 26, located in the vibrant Ginza district.',
        vendor: {
          provider: 'anthropic',
          data: expect.objectContaining({
            type: 'web_search_result_location',
            encrypted_index: expect.stringMatching(/^Eo8BCioI/) as string,
          }) as object,
        },
      },
    });
    expect(parts.at(-1)).toMatchObject({
      type: 'finish',
      reason: 'stop',
      usage: { inputTokens: 15_665, outputTokens: 795 },
    });
  });

  it('reads a tool that an MCP server of the vendor ran', async () => {
    const parts = await answerOf('anthropic-mcp#1', '.1');
    const id = 'mcptoolu_017CuqaJcXe5ZHJjaz3KS1AT';
    const use = { type: 'mcp_tool_use', server_name: 'echo' };
    expect(parts.slice(3, 7)).toStrictEqual([
      { type: 'tool-input-start', id, name: 'echo', runner: 'provider' },
      { type: 'tool-input-delta', id, delta: '{"message": "hello world"}' },
      {
        type: 'tool-call',
        id,
        name: 'echo',
        runner: 'provider',
        input: { message: 'hello world' },
        vendor: { provider: 'anthropic', data: { use } },
      },
      {
        type: 'tool-result',
        id,
        result: [{ type: 'text', text: 'Tool echo: hello world' }],
        failed: false,
        vendor: {
          provider: 'anthropic',
          data: { use, result: { type: 'mcp_tool_result', is_error: false } },
        },
      },
    ]);
  });

  it('reads a search for tools and the call that follows from it', async () => {
    const calls = (await answerOf('anthropic-tool-search-bm25#1', '.1')).filter(
      ({ type }) => type === 'tool-call',
    );
    expect(calls).toMatchObject([
      { name: 'tool_search_tool_bm25', runner: 'provider' },
      {
        name: 'get_weather',
        runner: 'tina',
        input: { location: 'San Francisco, CA' },
        vendor: { data: { use: { type: 'tool_use', caller: { type: 'direct' } } } },
      },
    ]);
    expect((await answerOf('anthropic-tool-search-bm25#2', '.1')).at(-1)).toMatchObject({
      reason: 'stop',
    });
  });

  it('passes over a doubled beginning', async () => {
    const parts = await answerOf('duplicate-message-start#1');
    expect(parts.filter(({ type }) => type === 'response-start')).toHaveLength(1);
    expect(parts.at(-1)).toStrictEqual({
      type: 'finish',
      reason: 'stop',
      rawReason: 'end_turn',
      usage: { inputTokens: 17, outputTokens: 227 },
    });
  });
});

function askOver(pieces: readonly Uint8Array[]): Promise<StreamPart[]> {
  return ask(createAnthropic({ apiKey: 'key', baseUrl: undefined }, { fetch: fetchOf(pieces) }));
}

/** Files of one conversation are numbered: `anthropic-mcp` and `.1` is its first file. */
function answerOf(name: string, file = ''): Promise<StreamPart[]> {
  const [stem, response] = name.split('#');
  const found = recorded.find((candidate) => candidate.name === `${stem}${file}#${response}`);
  if (found === undefined) throw new Error(`${name} was not recorded.`);
  return askOver(bytesOf(found.events.map(toSse).join('')));
}
