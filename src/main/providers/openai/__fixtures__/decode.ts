import type { StreamPart } from '../../stream-part.ts';
import { createToolNames } from '../../tool-names.ts';
import { createAnswerDecoder } from '../decode-answer.ts';
import { fromErrorEvent } from '../errors.ts';
import { vendor } from '../vendor.ts';

export function createDecoder(tools: readonly string[] = []) {
  return createAnswerDecoder({
    toError: (error) =>
      fromErrorEvent(error, { vendor, host: 'api.example', now: () => 1_000_000 }),
    names: createToolNames(tools),
    tools: new Set(tools),
  });
}

/** What the events of one answer say, with tools that were offered by these names. */
export function decode(events: readonly unknown[], tools?: readonly string[]) {
  const decoder = createDecoder(tools);
  const parts: StreamPart[] = [];
  const isOver = events.some((event) => decoder.take(event, parts));
  return { parts, isOver, dropped: Object.fromEntries(decoder.dropped) };
}

/** Of the answer in `wire.ts`. */
export const spent = { inputTokens: 12, cacheReadTokens: 4, outputTokens: 9, reasoningTokens: 2 };
export const start: StreamPart = {
  type: 'response-start',
  responseId: 'resp_1',
  model: 'a-model',
};
export const finish: StreamPart = {
  type: 'finish',
  reason: 'stop',
  rawReason: 'completed',
  usage: spent,
};

export const emptyMessage = { id: 'msg_1', type: 'message', content: [] };
export const said = (delta: string, id = '0'): StreamPart[] => [
  { type: 'text-start', id },
  { type: 'text-delta', id, delta },
  { type: 'text-end', id },
];
