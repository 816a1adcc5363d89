import type { AppError, WireError } from '../../../shared/errors.ts';
import { toWire } from '../../../shared/errors.ts';
import { truncated } from '../end-once.ts';
import type { StreamPart } from '../stream-part.ts';
import type { AnswerDecoder } from '../http/stream-answer.ts';
import { createBlocks } from './blocks.ts';
import { createTally } from '../http/tally.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { finishReasonOf } from './finish-reason.ts';
import { mergeCounts, toUsage } from './usage.ts';
import type { Counts } from './usage.ts';

/**
 * The vendor's events as ours. Vendors add events without asking and proxies lose some, so what is
 * unknown, doubled or out of order is passed over; only an end that says how it ended counts as one.
 */
export function createAnswerDecoder(
  toError: (error: unknown) => AppError,
  nameOf: (vendorName: string) => string = (name) => name,
): AnswerDecoder {
  const tally = createTally();
  const blocks = createBlocks(tally.add, nameOf);
  let started = false;
  let counts: Counts = {};
  let stopReason: string | undefined;
  let explanation: string | undefined;

  function start(message: Fields | undefined, parts: StreamPart[]): void {
    if (started || message === undefined) return tally.add('message_start');
    started = true;
    parts.push({
      type: 'response-start',
      responseId: textOf(message['id']) ?? '',
      model: textOf(message['model']) ?? '',
    });
    count(message['usage'], parts);
  }

  /** Said at once and not only at the end: an answer that breaks off is paid for too. */
  function count(usage: unknown, parts: StreamPart[]): void {
    const next = mergeCounts(counts, usage);
    if (next === counts) return;
    counts = next;
    parts.push({ type: 'usage', usage: toUsage(counts) });
  }

  function change(event: Fields, parts: StreamPart[]): void {
    const delta = fieldsOf(event['delta']);
    stopReason = textOf(delta?.['stop_reason']) ?? stopReason;
    explanation = textOf(fieldsOf(delta?.['stop_details'])?.['explanation']) ?? explanation;
    count(event['usage'], parts);
  }

  function finish(parts: StreamPart[]): void {
    if (stopReason === undefined) {
      parts.push(failed(truncated('anthropic')));
      return;
    }
    blocks.closeAll(parts);
    parts.push({
      type: 'finish',
      reason: finishReasonOf(stopReason),
      rawReason: stopReason,
      usage: toUsage(counts),
      ...(explanation === undefined ? {} : { explanation }),
    });
  }

  return {
    take(event, parts) {
      const fields = fieldsOf(event);
      switch (fields?.['type']) {
        case 'content_block_delta':
          blocks.grow(fields, parts);
          return false;
        case 'content_block_start':
          blocks.start(fields, parts);
          return false;
        case 'content_block_stop':
          blocks.stop(fields, parts);
          return false;
        case 'ping':
          return false;
        case 'message_start':
          start(fieldsOf(fields['message']), parts);
          return false;
        case 'message_delta':
          change(fields, parts);
          return false;
        case 'message_stop':
          finish(parts);
          return true;
        case 'error':
          parts.push(failed(toWire(toError(fields['error']))));
          return true;
        default:
          tally.add(fields?.['type']);
          return false;
      }
    },
    dropped: tally.counts,
  };
}

function failed(error: WireError): StreamPart {
  return { type: 'error', error };
}
