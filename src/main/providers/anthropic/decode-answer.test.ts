import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import type { StreamPart } from '../stream-part.ts';
import { createAnswerDecoder } from './decode-answer.ts';

const end = [
  { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
  { type: 'message_stop' },
];
const block = (index: unknown, content: object) => ({
  type: 'content_block_start',
  index,
  content_block: content,
});
const delta = (index: unknown, change: object) => ({
  type: 'content_block_delta',
  index,
  delta: change,
});
const stop = (index: unknown) => ({ type: 'content_block_stop', index });
const text = (index: unknown, words: string) => delta(index, { type: 'text_delta', text: words });

function decode(...events: unknown[]) {
  const decoder = createAnswerDecoder(() => new AppError('provider-failed', 'It failed.'));
  const parts: StreamPart[] = [];
  const ended = events.map((event) => decoder.take(event, parts));
  return { parts, ended: ended.at(-1), dropped: Object.fromEntries(decoder.dropped) };
}

/** Without the end, which is the same every time. */
function answered(...events: unknown[]): StreamPart[] {
  return decode(...events, ...end).parts.slice(0, -1);
}

describe('blocks', () => {
  it('begin by themselves when their beginning was lost', () => {
    expect(
      answered(
        text(0, 'Hi'),
        stop(0),
        delta(1, { type: 'thinking_delta', thinking: 'hm' }),
        delta(1, { type: 'signature_delta', signature: 's' }),
      ),
    ).toStrictEqual([
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'Hi' },
      { type: 'text-end', id: '0' },
      { type: 'reasoning-start', id: '1' },
      { type: 'reasoning-delta', id: '1', delta: 'hm' },
      {
        type: 'reasoning-end',
        id: '1',
        vendor: { provider: 'anthropic', data: { type: 'thinking', signature: 's' } },
      },
    ]);
  });

  it('end when another begins in their place, and when the answer does', () => {
    expect(
      answered(block(0, { type: 'text' }), block(0, { type: 'text' }), text(0, 'Hi')),
    ).toStrictEqual([
      { type: 'text-start', id: '0' },
      { type: 'text-end', id: '0' },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'Hi' },
      { type: 'text-end', id: '1' },
    ]);
  });

  it('may say everything at their beginning', () => {
    const citation = { type: 'page_location', cited_text: 'q', document_title: 'A' };
    expect(
      answered(
        block(0, { type: 'text', text: 'Hi', citations: [citation] }),
        block(1, { type: 'thinking', thinking: 'hm', signature: 's' }),
        block(2, { type: 'tool_use', id: 't', name: 'calculate', input: { a: 1 } }),
      ),
    ).toStrictEqual([
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'Hi' },
      {
        type: 'citation',
        id: '0',
        citation: { title: 'A', quote: 'q', vendor: { provider: 'anthropic', data: citation } },
      },
      { type: 'reasoning-start', id: '1' },
      { type: 'reasoning-delta', id: '1', delta: 'hm' },
      { type: 'tool-input-start', id: 't', name: 'calculate', runner: 'tina' },
      { type: 'text-end', id: '0' },
      {
        type: 'reasoning-end',
        id: '1',
        vendor: { provider: 'anthropic', data: { type: 'thinking', signature: 's' } },
      },
      { type: 'tool-call', id: 't', name: 'calculate', runner: 'tina', input: { a: 1 } },
    ]);
  });

  it('pass over what does not fit them', () => {
    const { parts, dropped } = decode(
      block(0, { type: 'text', text: '' }),
      delta(0, { type: 'input_json_delta', partial_json: '{' }),
      delta(0, { type: 'citations_delta', citation: 'none' }),
      delta(5, { type: 'input_json_delta', partial_json: '{' }),
      { type: 'content_block_delta', index: 0 },
      block(1, { type: 'hologram' }),
      { type: 'content_block_start', index: 2 },
      stop(7),
      'not even an event',
      ...end,
    );
    expect(parts.map(({ type }) => type)).toStrictEqual(['text-start', 'text-end', 'finish']);
    expect(dropped).toStrictEqual({ input_json_delta: 2, citation: 1, other: 3, hologram: 1 });
  });
});

describe('thoughts', () => {
  it('that are sealed are kept to be sent back', () => {
    expect(answered(block(0, { type: 'redacted_thinking', data: 'sealed' }))).toStrictEqual([
      { type: 'reasoning-start', id: '0' },
      {
        type: 'reasoning-end',
        id: '0',
        redacted: true,
        vendor: { provider: 'anthropic', data: { type: 'redacted_thinking', data: 'sealed' } },
      },
    ]);
  });

  it('that the vendor does not show are kept by their signature', () => {
    const parts = answered(
      block(0, { type: 'thinking', thinking: '' }),
      delta(0, { type: 'signature_delta', signature: 'one' }),
      delta(0, { type: 'signature_delta', signature: 'two' }),
    );
    expect(parts.at(-1)).toStrictEqual({
      type: 'reasoning-end',
      id: '0',
      redacted: true,
      vendor: { provider: 'anthropic', data: { type: 'thinking', signature: 'onetwo' } },
    });
  });

  it('that were not signed are only shown', () => {
    expect(answered(block(0, { type: 'thinking', thinking: 'hm' })).at(-1)).toStrictEqual({
      type: 'reasoning-end',
      id: '0',
    });
  });
});

describe('calls', () => {
  it.each([
    ['{"a": ', 'they end too early'],
    ['{"a" 1}', 'a colon is missing, at character 5'],
    ['{"a": secret}', 'a value must begin here, at character 6'],
  ])('with arguments that are no JSON say where: %s', (json, invalid) => {
    const parts = answered(
      block(0, { type: 'tool_use', id: 't', name: 'write', input: {} }),
      delta(0, { type: 'input_json_delta', partial_json: json }),
      stop(0),
    );
    expect(parts.at(-1)).toStrictEqual({
      type: 'tool-call',
      id: 't',
      name: 'write',
      runner: 'tina',
      input: undefined,
      invalid,
    });
  });

  it('of tools the vendor will have one day are shown with their results', () => {
    const parts = answered(
      block(0, { type: 'oracle_tool_use', id: 'o', name: 'ask', input: { q: 1 }, mood: 'good' }),
      stop(0),
      block(1, {
        type: 'oracle_tool_result',
        tool_use_id: 'o',
        content: { type: 'oracle_error', reason: 'asleep' },
        mood: 'bad',
      }),
      stop(1),
    );
    const use = { type: 'oracle_tool_use', mood: 'good' };
    expect(parts).toStrictEqual([
      { type: 'tool-input-start', id: 'o', name: 'ask', runner: 'provider' },
      {
        type: 'tool-call',
        id: 'o',
        name: 'ask',
        runner: 'provider',
        input: { q: 1 },
        vendor: { provider: 'anthropic', data: { use } },
      },
      {
        type: 'tool-result',
        id: 'o',
        result: { type: 'oracle_error', reason: 'asleep' },
        failed: true,
        vendor: {
          provider: 'anthropic',
          data: { use, result: { type: 'oracle_tool_result', mood: 'bad' } },
        },
      },
    ]);
  });

  it('that an earlier answer made are shown again with their result', () => {
    const result = { type: 'web_search_tool_result', tool_use_id: 's', content: [] };
    expect(answered(block(0, result))).toStrictEqual([
      { type: 'tool-call', id: 's', name: 'web_search', runner: 'provider', input: undefined },
      {
        type: 'tool-result',
        id: 's',
        result: [],
        failed: false,
        vendor: { provider: 'anthropic', data: { result: { type: 'web_search_tool_result' } } },
      },
    ]);
  });
});

describe('citations', () => {
  it.each([
    [
      { type: 'char_location', cited_text: 'q', document_title: 'A' },
      { title: 'A', quote: 'q' },
    ],
    [{ type: 'page_location', cited_text: 'q', document_title: null }, { quote: 'q' }],
    [
      { type: 'content_block_location', cited_text: 'q', document_title: 'A' },
      { title: 'A', quote: 'q' },
    ],
    [
      {
        type: 'search_result_location',
        cited_text: 'q',
        title: 'A',
        source: 'https://a.example/1',
      },
      { url: 'https://a.example/1', title: 'A', quote: 'q' },
    ],
    [
      { type: 'search_result_location', cited_text: 'q', title: 'A', source: 'handbook, page 3' },
      { title: 'A', quote: 'q' },
    ],
    [
      { type: 'web_search_result_location', cited_text: 'q', title: 'A', url: 'https://a.example' },
      { url: 'https://a.example', title: 'A', quote: 'q' },
    ],
    [{ type: 'location_of_tomorrow', url: 'https://a.example' }, { url: 'https://a.example' }],
  ])('name where they are from: %j', (citation, expected) => {
    const parts = answered(
      block(0, { type: 'text' }),
      delta(0, { type: 'citations_delta', citation }),
    );
    expect(parts[1]).toStrictEqual({
      type: 'citation',
      id: '0',
      citation: { ...expected, vendor: { provider: 'anthropic', data: citation } },
    });
  });
});

describe('the end', () => {
  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['tool_use', 'tool-calls'],
    ['pause_turn', 'pause'],
    ['refusal', 'refusal'],
    ['model_context_window_exceeded', 'context-overflow'],
    ['tired', 'other'],
  ])('for %s is %s', (stopReason, reason) => {
    const { parts, ended } = decode(
      { type: 'message_delta', delta: { stop_reason: stopReason } },
      { type: 'message_stop' },
    );
    expect(ended).toBe(true);
    expect(parts).toStrictEqual([{ type: 'finish', reason, rawReason: stopReason, usage: {} }]);
  });

  it('adds up what was paid for, as far as it is told', () => {
    const { parts } = decode(
      {
        type: 'message_start',
        message: {
          id: 'm',
          model: 'x',
          usage: {
            input_tokens: 10,
            cache_read_input_tokens: 100,
            cache_creation_input_tokens: 1000,
            output_tokens: 1,
          },
        },
      },
      {
        type: 'message_delta',
        delta: {},
        usage: {
          input_tokens: 20,
          cache_read_input_tokens: null,
          output_tokens: 5,
          output_tokens_details: { thinking_tokens: 3 },
        },
      },
      {
        type: 'message_delta',
        delta: { stop_reason: 'end_turn' },
        usage: { output_tokens: 9, input_tokens: 'many' },
      },
      { type: 'message_stop' },
    );
    const usage = { inputTokens: 1120, cacheReadTokens: 100, cacheWriteTokens: 1000 };
    expect(parts).toStrictEqual([
      { type: 'response-start', responseId: 'm', model: 'x' },
      { type: 'usage', usage: { ...usage, inputTokens: 1110, outputTokens: 1 } },
      { type: 'usage', usage: { ...usage, outputTokens: 5, reasoningTokens: 3 } },
      { type: 'usage', usage: { ...usage, outputTokens: 9, reasoningTokens: 3 } },
      {
        type: 'finish',
        reason: 'stop',
        rawReason: 'end_turn',
        usage: { ...usage, outputTokens: 9, reasoningTokens: 3 },
      },
    ]);
  });

  it('is an error when the vendor says so', () => {
    const { parts, ended } = decode({ type: 'error', error: {} });
    expect(ended).toBe(true);
    expect(parts).toStrictEqual([
      { type: 'error', error: { code: 'provider-failed', message: 'It failed.', retryable: true } },
    ]);
  });
});
