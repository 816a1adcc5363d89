import type { StreamPart } from '../../stream-part.ts';
import { readMutated as read, secret } from '../../__fixtures__/mutated.ts';
import { createOpenAI } from '../openai.ts';
import { request } from './ask.ts';
import { added, completed, created, done, message, text, toSse } from './wire.ts';

const thought = {
  id: 'rs_1',
  type: 'reasoning',
  summary: [{ type: 'summary_text', text: `${secret} ü, then` }],
  encrypted_content: 'gAAA',
};
const call = {
  id: 'fc_1',
  type: 'function_call',
  call_id: 'call_1',
  name: 'write',
  arguments: `{"a":"${secret}"}`,
};
const search = {
  id: 'ws_1',
  type: 'web_search_call',
  status: 'completed',
  action: { type: 'search', query: secret, sources: [] },
};

const events = [
  created,
  added({ ...thought, summary: [] }),
  {
    type: 'response.reasoning_summary_part.added',
    item_id: 'rs_1',
    output_index: 0,
    summary_index: 0,
    part: { type: 'summary_text', text: '' },
  },
  {
    type: 'response.reasoning_summary_text.delta',
    item_id: 'rs_1',
    output_index: 0,
    summary_index: 0,
    delta: `${secret} ü`,
  },
  {
    type: 'response.reasoning_summary_text.done',
    item_id: 'rs_1',
    output_index: 0,
    summary_index: 0,
    text: `${secret} ü, then`,
  },
  done(thought),
  added({ id: 'ws_1', type: 'web_search_call', status: 'in_progress' }, 1),
  { type: 'response.web_search_call.searching', item_id: 'ws_1', output_index: 1 },
  done(search, 1),
  added({ id: 'msg_1', type: 'message', content: [] }, 2),
  text(`${secret} 😀`, 'msg_1', 2),
  {
    type: 'response.output_text.annotation.added',
    item_id: 'msg_1',
    output_index: 2,
    content_index: 0,
    annotation_index: 0,
    annotation: { type: 'url_citation', url: 'https://example.org', title: secret },
  },
  text(' more', 'msg_1', 2),
  done(message(`${secret} 😀 more`), 2),
  added({ ...call, arguments: '' }, 3),
  {
    type: 'response.function_call_arguments.delta',
    item_id: 'fc_1',
    output_index: 3,
    delta: '{"a":',
  },
  {
    type: 'response.function_call_arguments.delta',
    item_id: 'fc_1',
    output_index: 3,
    delta: `"${secret}"}`,
  },
  done(call, 3),
  { type: 'keepalive' },
  completed([thought, search, message(`${secret} 😀 more`), call]),
].map((event, index) => toSse({ ...event, ...{ sequence_number: index } }));

/** What the adapter makes of a stream that was damaged on its way. */
export function readMutated(mutated: Parameters<typeof read>[1]): Promise<StreamPart[]> {
  return read(events, mutated, (fetch) =>
    createOpenAI({ apiKey: 'key', baseUrl: undefined }, { fetch }).stream(request, {
      signal: new AbortController().signal,
    }),
  );
}
