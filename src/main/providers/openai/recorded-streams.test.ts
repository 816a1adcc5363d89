import { describe, expect, it } from 'vitest';
import type { StreamPart } from '../stream-part.ts';
import { bytesOf, fetchOf } from '../__fixtures__/cut-bytes.ts';
import { recordedIn } from '../__fixtures__/recorded.ts';
import { serve } from '../__fixtures__/serve.ts';
import { ask, request } from './__fixtures__/ask.ts';
import { toSse } from './__fixtures__/wire.ts';
import { createOpenAI } from './openai.ts';

const { isHere, responses: recorded } = recordedIn('openai-responses', (event) =>
  /^\{"type":"response\.(completed|failed|incomplete)"/.test(event),
);

describe.skipIf(!isHere)('recorded streams', () => {
  it.each(recorded)('$name gives the same however its bytes are cut', async ({ events }) => {
    const text = events.map(toSse).join('');
    const whole = await askOver(bytesOf(text));
    expect(['finish', 'error']).toContain(whole.at(-1)?.type);
    expect(await askOver(events.flatMap((event) => bytesOf(toSse(event))))).toStrictEqual(whole);
    for (const size of [1, 7, 64]) expect(await askOver(bytesOf(text, size))).toStrictEqual(whole);
    expect(await askOver(bytesOf(text.replaceAll('\n', '\r\n'), 5))).toStrictEqual(whole);
    // Some servers between do not pass the names of events on, and some say once more that it is over.
    const nameless = text.replace(/^event: .*\n/gm, '');
    expect(await askOver(bytesOf(`${nameless}data: [DONE]\n\n`, 100))).toStrictEqual(whole);

    await using server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req_1' });
      response.end(text);
    });
    const overTheNetwork = await ask(createOpenAI({ apiKey: 'key', baseUrl: server.url }));
    expect(overTheNetwork.map(withoutHost)).toStrictEqual([
      { type: 'connected', requestId: 'req_1' },
      ...whole.slice(1).map(withoutHost),
    ]);
  });

  it('reads a thought that goes back encrypted, and the call it led to', async () => {
    const id = 'call_AB6AaRZ1FYZB2RwS6A5vbdqn';
    const thought =
      "**Calculating step-by-step using calculator**\n\nI'll compute 12 plus 7, then multiply the result by 3, and finally multiply that by 10, reporting the final product.";
    expect(await answerOf('openai-reasoning-encrypted-content.1#1')).toStrictEqual([
      { type: 'connected' },
      {
        type: 'response-start',
        responseId: 'resp_01830d662ab3856501693c321345c88190b0de00f3b9975691',
        model: 'gpt-5.1-codex-max',
      },
      { type: 'reasoning-start', id: '0' },
      { type: 'reasoning-delta', id: '0', delta: thought },
      {
        type: 'reasoning-end',
        id: '0',
        vendor: {
          provider: 'openai',
          data: {
            type: 'reasoning',
            id: 'rs_01830d662ab3856501693c321405c88190be3ab04d5782d5f9',
            summary: [{ type: 'summary_text', text: thought }],
            // Of the end of the item: what came with its beginning is not whole.
            encrypted_content: expect.stringMatching(/^gAAAAABpPDIVOKrsHNZ0/) as string,
          },
        },
      },
      { type: 'tool-input-start', id, name: 'calculator', runner: 'tina' },
      { type: 'tool-input-delta', id, delta: '{"a":12,"b":7,"op":"add"}' },
      {
        type: 'tool-call',
        id,
        name: 'calculator',
        runner: 'tina',
        input: { a: 12, b: 7, op: 'add' },
        vendor: {
          provider: 'openai',
          data: {
            type: 'function_call',
            id: 'fc_01830d662ab3856501693c32151234819091cfca267e98cc5f',
          },
        },
      },
      {
        type: 'finish',
        reason: 'tool-calls',
        rawReason: 'completed',
        usage: { inputTokens: 134, outputTokens: 28, cacheReadTokens: 0, reasoningTokens: 0 },
      },
    ]);
  });

  it('reads the answer at the end of a tool loop', async () => {
    expect(await answerOf('openai-reasoning-encrypted-content.1#4')).toStrictEqual([
      { type: 'connected' },
      {
        type: 'response-start',
        responseId: 'resp_01830d662ab3856501693c3217ba4c8190a3ddf6c839d4f12a',
        model: 'gpt-5.1-codex-max',
      },
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'The final result is **570**.' },
      { type: 'text-end', id: '0' },
      {
        type: 'finish',
        reason: 'stop',
        rawReason: 'completed',
        usage: { inputTokens: 299, outputTokens: 12, cacheReadTokens: 0, reasoningTokens: 0 },
      },
    ]);
  });

  it('reads a call of a tool that takes any text', async () => {
    const id = 'call_custom_sql_001';
    const sql = 'SELECT * FROM users WHERE age > 25';
    expect(await answerOf('openai-custom-tool.1#1')).toStrictEqual([
      { type: 'connected' },
      { type: 'response-start', responseId: 'resp_custom_tool_test_001', model: 'gpt-5.2-codex' },
      { type: 'tool-input-start', id, name: 'write_sql', runner: 'tina' },
      { type: 'tool-input-delta', id, delta: sql },
      {
        type: 'tool-call',
        id,
        name: 'write_sql',
        runner: 'tina',
        input: sql,
        vendor: { provider: 'openai', data: { type: 'custom_tool_call', id: 'ct_abc123def456' } },
      },
      {
        type: 'finish',
        reason: 'tool-calls',
        rawReason: 'completed',
        usage: { inputTokens: 50, outputTokens: 20, cacheReadTokens: 0, reasoningTokens: 0 },
      },
    ]);
  });

  it('says what an error within the answer means', async () => {
    expect(await answerOf('openai-error.1#1')).toStrictEqual([
      { type: 'connected' },
      {
        type: 'response-start',
        responseId: 'resp_05500b38c2cd9bfc00691c7c9d222481a3b595421266dab424',
        model: 'gpt-5-nano-2025-08-07',
      },
      {
        type: 'error',
        error: {
          code: 'quota-exceeded',
          message:
            'The OpenAI account has no credit or budget left. Its owner can change that at OpenAI.',
          retryable: false,
          details: {
            provider: 'openai',
            providerName: 'OpenAI',
            type: 'insufficient_quota',
            errorCode: 'insufficient_quota',
            host: 'api.openai.com',
            model: 'gpt-6.2-sol',
          },
        },
      },
    ]);
  });

  it('reads what was said on the way and the answer, of which most pieces are missing', async () => {
    const parts = await answerOf('openai-phase.1#1');
    const content = recordedTexts('openai-phase.1#1');
    expect(content).toHaveLength(2);
    expect(parts.slice(2)).toStrictEqual([
      ...content.flatMap((delta, index): StreamPart[] => [
        { type: 'text-start', id: String(index) },
        { type: 'text-delta', id: String(index), delta },
        { type: 'text-end', id: String(index) },
      ]),
      {
        type: 'finish',
        reason: 'stop',
        rawReason: 'completed',
        usage: { inputTokens: 7112, outputTokens: 463, cacheReadTokens: 3072, reasoningTokens: 64 },
      },
    ]);
  });

  it('reads searches of the web with what they found, and citations where they stand', async () => {
    const parts = await answerOf('openai-web-search-tool.1#1');
    const id = 'ws_0cc96ac817fdc57e006933370e71cc81989ece73cbdfe67d25';
    const searched = { type: 'search', query: 'tech news today December 5 2025' };
    expect(parts.slice(2, 5)).toStrictEqual([
      { type: 'tool-input-start', id, name: 'web_search', runner: 'provider' },
      { type: 'tool-call', id, name: 'web_search', runner: 'provider', input: searched },
      {
        type: 'tool-result',
        id,
        result: expect.arrayContaining([
          { type: 'url', url: 'https://www.barrons.com/articles/stock-movers-7c77880d' },
        ]) as unknown,
        failed: false,
        vendor: {
          provider: 'openai',
          data: { id, type: 'web_search_call', status: 'completed', action: searched },
        },
      },
    ]);
    expect(parts.filter(({ type }) => type === 'tool-result')).toHaveLength(6);
    const [said = ''] = recordedTexts('openai-web-search-tool.1#1');
    expect(parts.flatMap((part) => (part.type === 'text-delta' ? part.delta : '')).join('')).toBe(
      said,
    );
    const citations = parts.filter((part) => part.type === 'citation');
    expect(citations).toHaveLength(12);
    expect(citations[0]).toStrictEqual({
      type: 'citation',
      id: '0',
      citation: {
        url: 'https://techcrunch.com/2025/12/05/petco-confirms-security-lapse-exposed-customers-personal-data/?utm_source=openai',
        title: 'Petco confirms security lapse exposed customers’ personal data | TechCrunch',
      },
    });
    // None of these thoughts says anything, or could go back.
    expect(parts.filter(({ type }) => type.startsWith('reasoning'))).toStrictEqual([]);
    expect(parts.at(-1)).toMatchObject({
      reason: 'stop',
      usage: { inputTokens: 31_073, outputTokens: 4416, cacheReadTokens: 3712 },
    });
  });

  it('reads a search for tools and the call that follows from it', async () => {
    const id = 'tsc_08a14073c7135dc10069aa686296c88190bff77ad137e79d59';
    const parts = await answerOf('openai-tool-search.1#1');
    expect(parts.slice(2, 5)).toStrictEqual([
      { type: 'tool-input-start', id, name: 'tool_search', runner: 'provider' },
      {
        type: 'tool-call',
        id,
        name: 'tool_search',
        runner: 'provider',
        input: { paths: ['get_weather'] },
      },
      {
        type: 'tool-result',
        id,
        result: [expect.objectContaining({ name: 'get_weather' })],
        failed: false,
      },
    ]);
    expect(parts.find((part) => part.type === 'tool-call' && part.runner === 'tina')).toMatchObject(
      {
        name: 'get_weather',
        input: { location: 'San Francisco, CA', unit: 'fahrenheit' },
        vendor: { data: { namespace: 'get_weather' } },
      },
    );
  });

  it('reads what a server of the vendor offers, and that a call there would need a permission', async () => {
    const parts = await answerOf('openai-mcp-tool-approval.1#1');
    const id = 'mcpr_04a97b4fce127879006949a83ac9308195a7f7b69ea82e91fe';
    expect(parts.slice(2, 5)).toMatchObject([
      { type: 'tool-input-start', name: 'mcp_list_tools', runner: 'provider' },
      { type: 'tool-call', name: 'mcp_list_tools', input: { server: 'zip1' } },
      { type: 'tool-result', failed: false },
    ]);
    expect(parts.slice(5, 8)).toStrictEqual([
      { type: 'tool-input-start', id, name: 'create_short_url', runner: 'provider' },
      {
        type: 'tool-call',
        id,
        name: 'create_short_url',
        runner: 'provider',
        input: expect.objectContaining({ url: 'https://ai-sdk.dev/', max_clicks: 100 }) as object,
      },
      { type: 'tool-result', id, result: 'approval-required', failed: true },
    ]);
    expect(parts.at(-1)).toMatchObject({ reason: 'stop' });
  });

  it('stops at what cannot be read, and reads the calls within a call where it can', async () => {
    expect((await answerOf('parallel-tool-call-wrapper.1#1')).slice(1)).toMatchObject([
      {
        type: 'error',
        error: { code: 'bad-response', details: { situation: 'piece-unreadable' } },
      },
    ]);
    const mended = eventsOf('parallel-tool-call-wrapper.1#1').map((event, index, { length }) =>
      index === 0 || index === length - 1 ? `${event}}` : event,
    );
    const tools = ['weather', 'cityAttractions'].map((name) => ({
      name,
      description: '',
      inputSchema: { type: 'object' },
    }));
    const parts = await askOver(bytesOf(mended.map(toSse).join('')), { ...request, tools });
    const call = (id: string, name: string, input: object): StreamPart[] => [
      { type: 'tool-input-start', id, name, runner: 'tina' },
      { type: 'tool-input-delta', id, delta: JSON.stringify(input) },
      { type: 'tool-call', id, name, runner: 'tina', input },
    ];
    expect(parts.slice(2)).toStrictEqual([
      ...call('call_parallel_0', 'weather', { location: 'San Francisco' }),
      ...call('call_parallel_1', 'cityAttractions', { city: 'Rome' }),
      {
        type: 'finish',
        reason: 'tool-calls',
        rawReason: 'completed',
        usage: { inputTokens: 34, outputTokens: 28, cacheReadTokens: 0, reasoningTokens: 0 },
      },
    ]);
    // Nobody offered the tools that are called within: it stays the call of a tool there is none of.
    expect((await askOver(bytesOf(mended.map(toSse).join(''))))[4]).toMatchObject({
      type: 'tool-call',
      id: 'call_parallel',
      name: 'parallel',
    });
  });
});

function askOver(pieces: readonly Uint8Array[], asked = request): Promise<StreamPart[]> {
  const provider = createOpenAI(
    { apiKey: 'key', baseUrl: undefined },
    { fetch: fetchOf(pieces), onDropped: (dropped) => expect(dropped).toStrictEqual(new Map()) },
  );
  return ask(provider, asked);
}

function eventsOf(name: string): readonly string[] {
  const found = recorded.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`${name} was not recorded.`);
  return found.events;
}

function answerOf(name: string): Promise<StreamPart[]> {
  return askOver(bytesOf(eventsOf(name).map(toSse).join('')));
}

/** What the recording says, by its last event, that the model said. */
function recordedTexts(name: string): string[] {
  const last = JSON.parse(eventsOf(name).at(-1) ?? '') as {
    response: { output: { type: string; content?: { text: string }[] }[] };
  };
  return last.response.output.flatMap(({ content }) => content?.map(({ text }) => text) ?? []);
}

function withoutHost(part: StreamPart): StreamPart {
  if (part.type !== 'error') return part;
  return { ...part, error: { ...part.error, details: { ...part.error.details, host: '' } } };
}
