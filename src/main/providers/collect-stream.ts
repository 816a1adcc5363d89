import type { Usage } from '../../shared/contract/message.ts';
import { fromWire } from '../../shared/errors.ts';
import { createAnswerParts } from './answer-parts.ts';
import type { Completion } from './provider.ts';
import type { StreamBatch } from './stream-part.ts';

/** The same answer in one piece. Throws the AppError it ended with, or an AbortError if it was stopped. */
export async function collectStream(
  stream: AsyncIterable<StreamBatch>,
  now: () => number = Date.now,
): Promise<Completion> {
  const answer = createAnswerParts(now);
  let responseId: string | undefined;
  let model = '';
  let usage: Usage = {};
  for await (const batch of stream) {
    for (const part of batch) {
      switch (part.type) {
        case 'queued':
        case 'retrying':
        case 'fell-back':
        case 'cached':
        case 'limits':
        case 'connected':
        case 'stalled':
          break;
        case 'response-start':
          ({ responseId, model } = part);
          break;
        case 'usage':
          usage = { ...usage, ...part.usage };
          break;
        case 'finish':
          answer.rest();
          return {
            responseId,
            model,
            parts: answer.all,
            finishReason: part.reason,
            usage: { ...usage, ...part.usage },
          };
        case 'error':
          throw fromWire(part.error);
        default:
          answer.take(part);
      }
    }
    // Nobody here wants to know how it grew.
    answer.changes();
  }
  throw new DOMException('The answer was stopped.', 'AbortError');
}
