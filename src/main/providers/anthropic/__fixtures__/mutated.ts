import type { StreamPart } from '../../stream-part.ts';
import { readMutated as read, secret } from '../../__fixtures__/mutated.ts';
import { createAnthropic } from '../anthropic.ts';
import { request } from './ask.ts';
import { blockStop, ended, start, stop, text, textStart, toSse } from './wire.ts';

const events = [
  start,
  {
    type: 'content_block_start',
    index: 0,
    content_block: { type: 'thinking', thinking: '', signature: '' },
  },
  {
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'thinking_delta', thinking: `${secret} ü` },
  },
  { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'sig' } },
  blockStop(),
  { ...textStart, index: 1 },
  text(`${secret} 😀`, 1),
  {
    type: 'content_block_delta',
    index: 1,
    delta: { type: 'citations_delta', citation: { type: 'char_location', cited_text: secret } },
  },
  blockStop(1),
  {
    type: 'content_block_start',
    index: 2,
    content_block: { type: 'tool_use', id: 'toolu_1', name: 'write', input: {} },
  },
  {
    type: 'content_block_delta',
    index: 2,
    delta: { type: 'input_json_delta', partial_json: '{"a":' },
  },
  {
    type: 'content_block_delta',
    index: 2,
    delta: { type: 'input_json_delta', partial_json: `"${secret}"}` },
  },
  blockStop(2),
  {
    type: 'content_block_start',
    index: 3,
    content_block: { type: 'server_tool_use', id: 'srv_1', name: 'web_search', input: {} },
  },
  blockStop(3),
  {
    type: 'content_block_start',
    index: 4,
    content_block: { type: 'web_search_tool_result', tool_use_id: 'srv_1', content: [] },
  },
  blockStop(4),
  { type: 'ping' },
  ended(),
  stop,
].map(toSse);

/** What the adapter makes of a stream that was damaged on its way. */
export function readMutated(mutated: Parameters<typeof read>[1]): Promise<StreamPart[]> {
  return read(events, mutated, (fetch) =>
    createAnthropic({ apiKey: 'key', baseUrl: undefined }, { fetch }).stream(request, {
      signal: new AbortController().signal,
    }),
  );
}
