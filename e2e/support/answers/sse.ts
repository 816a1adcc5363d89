import type { ServerResponse } from 'node:http';

/** One event as Anthropic writes it. */
export function sse(event: { readonly type: string; readonly [field: string]: unknown }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

export function beginStream(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'request-id': 'req_fake',
  });
  response.flushHeaders();
}

/** Resolves once there is room for more, or nobody is there any longer. */
export function write(response: ServerResponse, data: string | Uint8Array): Promise<void> {
  if (response.destroyed || response.write(data)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

const start = {
  type: 'message_start',
  message: {
    id: 'msg_fake',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-5-5',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 12, output_tokens: 1 },
  },
};

/** Everything before the first word. */
export const opening = [
  sse(start),
  sse({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
].join('');

export function delta(text: string): string {
  const event = { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } };
  return sse(event);
}

/** Everything after the last word. */
export const closing = [
  sse({ type: 'content_block_stop', index: 0 }),
  sse({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 30 } }),
  sse({ type: 'message_stop' }),
].join('');
