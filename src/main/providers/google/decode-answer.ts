import { createHash } from 'node:crypto';
import type { AppError } from '../../../shared/errors.ts';
import { toWire } from '../../../shared/errors.ts';
import type { StreamPart } from '../stream-part.ts';
import type { ToolNames } from '../tool-names.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import type { AnswerDecoder } from '../http/stream-answer.ts';
import { createTally } from '../http/tally.ts';
import { createBlocks } from './blocks.ts';
import { blockOf, endingOf } from './finish-reason.ts';
import { createGrounding } from './grounding.ts';
import { objectsIn } from './objects-in.ts';
import { mergeCounts, toUsage } from './usage.ts';
import type { Counts } from './usage.ts';

export interface DecoderOptions {
  /** That was asked, for an answer that does not say which one wrote it. */
  readonly model: string;
  readonly names: ToolNames;
  readonly toError: (error: unknown) => AppError;
}

/**
 * The vendor's chunks as ours. Each looks like a whole answer and adds to those before it; the stream just ends, so an
 * answer is complete if one of them said why it ended.
 */
export function createAnswerDecoder({ model, names, toError }: DecoderOptions): AnswerDecoder {
  const tally = createTally();
  const grounding = createGrounding();
  const blocks = createBlocks({ names, makeId, drop: tally.add });
  let seed: string | undefined;
  let made = 0;
  let counts: Counts = {};
  let finishReason: string | undefined;
  let blockReason: string | undefined;

  /** Not only within this answer: the calls of several answers stand in one message. */
  function makeId(): string {
    return `call-${seed ?? ''}-${made++}`;
  }

  function start(chunk: Fields, parts: StreamPart[]): void {
    if (seed !== undefined) return;
    const responseId = textOf(chunk['responseId']) ?? '';
    seed = responseId === '' ? shortHash(JSON.stringify(chunk)) : responseId;
    const writer = textOf(chunk['modelVersion']) ?? model;
    parts.push({ type: 'response-start', responseId, model: writer });
  }

  /** Said at once and not only at the end: an answer that breaks off is paid for too. */
  function count(usage: unknown, parts: StreamPart[]): void {
    const next = mergeCounts(counts, usage);
    if (next === counts) return;
    counts = next;
    parts.push({ type: 'usage', usage: toUsage(counts) });
  }

  function take(chunk: Fields, parts: StreamPart[]): void {
    start(chunk, parts);
    // Only one answer is asked for.
    const candidate = objectsIn(chunk['candidates'])[0];
    if (candidate !== undefined) {
      for (const part of objectsIn(fieldsOf(candidate['content'])?.['parts']))
        blocks.take(part, parts);
      grounding.take(candidate, blocks.textId, parts);
      finishReason = textOf(candidate['finishReason']) ?? finishReason;
    }
    blockReason = textOf(fieldsOf(chunk['promptFeedback'])?.['blockReason']) ?? blockReason;
    count(chunk['usageMetadata'], parts);
  }

  return {
    take(event, parts) {
      const chunk = fieldsOf(Array.isArray(event) ? event[0] : event);
      if (chunk === undefined) {
        tally.add(undefined);
        return false;
      }
      if (chunk['error'] !== undefined) {
        parts.push({ type: 'error', error: toWire(toError(chunk['error'])) });
        return true;
      }
      take(chunk, parts);
      return false;
    },
    end(parts) {
      const rawReason = finishReason ?? blockReason;
      if (rawReason === undefined) return false;
      blocks.closeAll(parts);
      grounding.finish(makeId, blocks.ran, parts);
      const ending =
        finishReason === undefined ? blockOf(rawReason) : endingOf(rawReason, blocks.calls);
      parts.push({ type: 'finish', ...ending, rawReason, usage: toUsage(counts) });
      return true;
    },
    dropped: tally.counts,
  };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
