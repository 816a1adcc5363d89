import { describe, expect, it } from 'vitest';
import type { StreamPart } from '../stream-part.ts';
import {
  createDecoder,
  decode,
  emptyMessage,
  finish,
  spent,
  start,
} from './__fixtures__/decode.ts';
import { added, completed, created, done, text, usage } from './__fixtures__/wire.ts';

describe('the end', () => {
  const refusal = (type: string, fields: object) => ({
    type: `response.refusal.${type}`,
    item_id: 'msg_1',
    output_index: 0,
    content_index: 0,
    ...fields,
  });

  it('of an answer that was declined is said after the model’s own words', () => {
    const item = { ...emptyMessage, content: [{ type: 'refusal', refusal: 'I cannot help.' }] };
    const said = (...deltas: string[]) => [
      start,
      { type: 'text-start', id: '0' },
      ...deltas.map((delta) => ({ type: 'text-delta', id: '0', delta })),
      { type: 'text-end', id: '0' },
      { ...finish, reason: 'refusal' },
    ];
    expect(
      decode([
        created,
        added(emptyMessage),
        refusal('delta', { delta: 'I cannot' }),
        refusal('done', { refusal: 'I cannot help.' }),
        done(item),
        completed([item]),
      ]).parts,
    ).toStrictEqual(said('I cannot', ' help.'));
    expect(decode([created, completed([item])]).parts).toStrictEqual(said('I cannot help.'));
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
    const parts: StreamPart[] = [];
    expect(createDecoder().end?.(parts)).toBe(false);
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
