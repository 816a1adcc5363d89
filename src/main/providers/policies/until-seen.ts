import type { WireError } from '../../../shared/errors.ts';
import type { StreamBatch, StreamPart } from '../stream-part.ts';

/** An answer that failed before there was anything to see of it: the same may be asked again, of anybody. */
export interface Failure {
  readonly error: WireError;
  /** What came before the error and was held back. */
  readonly unseen: readonly StreamPart[];
}

/** They belong to an answer, but nobody sees them. */
const unseenTypes: ReadonlySet<StreamPart['type']> = new Set([
  'response-start',
  'usage',
  'text-start',
]);
/** They tell of the request and not of its answer. */
const stateTypes: ReadonlySet<StreamPart['type']> = new Set([
  'queued',
  'retrying',
  'fell-back',
  'cached',
  'limits',
  'connected',
  'stalled',
]);

/**
 * Hands an answer on, its beginning together with the first part that can be seen. Returns the failure if
 * it failed before that; a failure after that is handed on like everything else.
 */
export async function* untilSeen(
  answer: AsyncIterable<StreamBatch>,
): AsyncGenerator<StreamBatch, Failure | undefined, void> {
  let unseen: StreamPart[] | undefined = [];
  for await (const batch of answer) {
    if (unseen === undefined) {
      yield batch;
      continue;
    }
    const now: StreamPart[] = [];
    for (const part of batch) {
      if (unseen === undefined || stateTypes.has(part.type)) now.push(part);
      else if (unseenTypes.has(part.type)) unseen.push(part);
      else if (part.type === 'error') {
        if (now.length > 0) yield now;
        return { error: part.error, unseen };
      } else {
        now.push(...unseen, part);
        unseen = undefined;
      }
    }
    // Even an empty one is a sign of life.
    yield now;
  }
  // It was stopped: what it cost so far is still worth knowing.
  if (unseen !== undefined && unseen.length > 0) yield unseen;
  return undefined;
}

/** The end of an answer that is not asked for again. */
export function giveUp({ unseen, error }: Failure): StreamBatch {
  return [...unseen, { type: 'error', error }];
}
