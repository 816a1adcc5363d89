import { describe, expect, it } from 'vitest';
import type { StreamPart } from '../stream-part.ts';
import { decode } from './__fixtures__/decode.ts';
import { added, completed, created, done } from './__fixtures__/wire.ts';

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
