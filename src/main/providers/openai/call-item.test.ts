import { describe, expect, it } from 'vitest';
import type { StreamPart } from '../stream-part.ts';
import { createToolNames } from '../tool-names.ts';
import { decode, finish, spent, start } from './__fixtures__/decode.ts';
import { added, completed, created, done, usage } from './__fixtures__/wire.ts';

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
