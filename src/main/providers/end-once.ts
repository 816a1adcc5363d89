import { AppError, toWire } from '../../shared/errors.ts';
import type { WireError } from '../../shared/errors.ts';
import type { StreamBatch, StreamPart } from './stream-part.ts';

/** Notes a bug and returns the id it can be found by. */
export type OnBug = (error: unknown) => string;

/**
 * Holds an adapter to its promise: exactly one `finish` or `error`, last; neither once `signal` is
 * aborted; nothing is thrown. What ends without saying how is `stream-truncated`, what is thrown
 * and no AppError is a bug of ours: it is noted and reads `internal`.
 */
export async function* endOnce(
  stream: AsyncIterable<StreamBatch>,
  {
    provider,
    signal,
    onBug,
  }: { readonly provider: string; readonly signal: AbortSignal; readonly onBug: OnBug },
): AsyncGenerator<StreamBatch, void, void> {
  try {
    for await (const batch of stream) {
      if (signal.aborted) return;
      const end = batch.findIndex(isTerminal);
      if (end === -1) {
        yield batch;
        continue;
      }
      yield end === batch.length - 1 ? batch : batch.slice(0, end + 1);
      return;
    }
  } catch (error) {
    if (signal.aborted) return;
    const requestId = error instanceof AppError ? undefined : onBug(error);
    yield [{ type: 'error', error: toWire(error, requestId) }];
    return;
  }
  if (!signal.aborted) yield [{ type: 'error', error: truncated(provider) }];
}

function isTerminal({ type }: StreamPart): boolean {
  return type === 'finish' || type === 'error';
}

export function truncated(provider: string): WireError {
  return toWire(
    new AppError('stream-truncated', 'The answer broke off before its end.', {
      details: { provider },
    }),
  );
}
