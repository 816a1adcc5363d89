import { namedEvent as event, piecesOf, wordAt } from './wire.ts';
import type { Wire } from './wire.ts';

/** OpenAI's Responses API. */
export const responsesWire: Wire = {
  textStart: () => [
    event({ type: 'response.created', response: response('in_progress') }),
    event({
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...message, status: 'in_progress', content: [] },
    }),
    event({
      type: 'response.content_part.added',
      ...place,
      part: { type: 'output_text', text: '', annotations: [] },
    }),
  ],
  textDelta: (index) =>
    event({
      type: 'response.output_text.delta',
      ...place,
      sequence_number: index,
      delta: wordAt(index),
      logprobs: [],
    }),
  textEnd(outputTokens) {
    const text = Array.from({ length: outputTokens }, (_, index) => wordAt(index)).join('');
    const part = { type: 'output_text', text, annotations: [] };
    const item = { ...message, status: 'completed', content: [part] };
    return [
      event({ type: 'response.output_text.done', ...place, text }),
      event({ type: 'response.content_part.done', ...place, part }),
      event({ type: 'response.output_item.done', output_index: 0, item }),
      completed([item], outputTokens),
    ];
  },
  tool(json) {
    const pieces = piecesOf(json);
    const call = {
      id: 'fc_bench',
      type: 'function_call',
      call_id: 'call_bench',
      name: 'show',
      arguments: '',
    };
    const done = { ...call, arguments: json, status: 'completed' };
    const at = { item_id: call.id, output_index: 0 };
    return [
      event({ type: 'response.created', response: response('in_progress') }),
      event({
        type: 'response.output_item.added',
        output_index: 0,
        item: { ...call, status: 'in_progress' },
      }),
      ...pieces.map((delta) =>
        event({ type: 'response.function_call_arguments.delta', ...at, delta }),
      ),
      event({ type: 'response.function_call_arguments.done', ...at, arguments: json }),
      event({ type: 'response.output_item.done', output_index: 0, item: done }),
      completed([done], pieces.length),
    ];
  },
};

const message = { id: 'msg_bench', type: 'message', role: 'assistant' };
const place = { item_id: message.id, output_index: 0, content_index: 0 };

function response(status: string) {
  return { id: 'resp_bench', object: 'response', model: 'gpt-5.4', status, output: [] };
}

function completed(output: readonly object[], outputTokens: number): string {
  return event({
    type: 'response.completed',
    response: {
      ...response('completed'),
      output,
      usage: { input_tokens: 12, output_tokens: outputTokens },
    },
  });
}
