/** An event as the vendor writes it. */
export function toSse(event: string | { readonly type: string }): string {
  const json = typeof event === 'string' ? event : JSON.stringify(event);
  const { type } = JSON.parse(json) as { type: string };
  return `event: ${type}\ndata: ${json}\n\n`;
}

export const start = {
  type: 'message_start',
  message: { id: 'msg_1', model: 'a-model', usage: { input_tokens: 3, output_tokens: 1 } },
};
export const textStart = {
  type: 'content_block_start',
  index: 0,
  content_block: { type: 'text', text: '' },
};
export const text = (words: string, index = 0) => ({
  type: 'content_block_delta',
  index,
  delta: { type: 'text_delta', text: words },
});
export const blockStop = (index = 0) => ({ type: 'content_block_stop', index });
export const ended = (reason: string | null = 'end_turn') => ({
  type: 'message_delta',
  delta: { stop_reason: reason },
  usage: { output_tokens: 9 },
});
export const stop = { type: 'message_stop' };

/** A whole, short answer. */
export const shortAnswer = [start, textStart, text('Hello'), blockStop(), ended(), stop]
  .map(toSse)
  .join('');
