import type { AttemptRecord } from '../../../shared/attempt-record.ts';
import { AppError, toWire } from '../../../shared/errors.ts';
import { collectStream } from '../collect-stream.ts';
import type { CallOptions, ModelRequest, Provider } from '../provider.ts';
import type { StreamBatch } from '../stream-part.ts';

/** What a person is willing to pay. */
export interface Budget {
  /**
   * Holds back what the call can cost at most. Throws `quota-exceeded` in the situation `budget-spent` if
   * there is not so much left.
   */
  reserve(call: {
    readonly provider: string;
    readonly model: string;
    readonly request: ModelRequest;
  }): Reservation;
}

export interface Reservation {
  /** It is over and did cost that much, in 1e-9 USD; null: nobody knows. */
  settle(costNanoUsd: number | null): void;
}

/** Asks only if the budget has room for the dearest answer there can be. */
export function withBudget(provider: Provider, budget: Budget): Provider {
  const stream = (request: ModelRequest, call: CallOptions) =>
    paidFor(provider, request, call, budget);
  return {
    ...provider,
    stream,
    complete: (request, call) => collectStream(stream(request, call)),
  };
}

async function* paidFor(
  provider: Provider,
  request: ModelRequest,
  call: CallOptions,
  budget: Budget,
): AsyncGenerator<StreamBatch, void, void> {
  if (call.signal.aborted) return;
  let reservation: Reservation;
  try {
    reservation = budget.reserve({ provider: provider.id, model: request.model, request });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return yield [{ type: 'error', error: toWire(error) }];
  }
  let cost: number | null = null;
  // Several attempts may have been made, and each is paid.
  const onAttempt = (attempt: AttemptRecord) => {
    if (attempt.costNanoUsd !== null) cost = (cost ?? 0) + attempt.costNanoUsd;
    call.onAttempt?.(attempt);
  };
  try {
    yield* provider.stream(request, { ...call, onAttempt });
  } finally {
    reservation.settle(cost);
  }
}
