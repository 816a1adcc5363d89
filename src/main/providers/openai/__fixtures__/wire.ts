/** An event as the vendor writes it. */
export function toSse(event: string | { readonly type: string }): string {
  const json = typeof event === 'string' ? event : JSON.stringify(event);
  const [, type = ''] = /"type":"([\w.]+)"/.exec(json) ?? [];
  return `event: ${type}\ndata: ${json}\n\n`;
}

export const created = {
  type: 'response.created',
  response: { id: 'resp_1', model: 'a-model', status: 'in_progress', output: [] },
};
export const added = (item: object, index = 0) => ({
  type: 'response.output_item.added',
  output_index: index,
  item,
});
export const done = (item: object, index = 0) => ({
  type: 'response.output_item.done',
  output_index: index,
  item,
});
export const text = (delta: string, id = 'msg_1', index = 0) => ({
  type: 'response.output_text.delta',
  item_id: id,
  output_index: index,
  content_index: 0,
  delta,
});
export const message = (words: string, id = 'msg_1') => ({
  id,
  type: 'message',
  role: 'assistant',
  content: [{ type: 'output_text', text: words, annotations: [] }],
});
export const usage = {
  input_tokens: 12,
  input_tokens_details: { cached_tokens: 4 },
  output_tokens: 9,
  output_tokens_details: { reasoning_tokens: 2 },
};
export const completed = (output: readonly object[] = []) => ({
  type: 'response.completed',
  response: { id: 'resp_1', model: 'a-model', status: 'completed', output, usage },
});

/** A whole, short answer. */
export const shortAnswer = [
  created,
  added({ id: 'msg_1', type: 'message', role: 'assistant', content: [] }),
  text('Hello'),
  done(message('Hello')),
  completed([message('Hello')]),
]
  .map(toSse)
  .join('');
