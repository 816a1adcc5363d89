import type { AttemptRecord } from '../../../shared/attempt-record.ts';
import { AppError, toWire } from '../../../shared/errors.ts';
import { collectStream } from '../collect-stream.ts';
import type { CallOptions, ModelRequest, Provider } from '../provider.ts';
import type { StreamBatch } from '../stream-part.ts';

/** What a person is willing to pay. */
export interface Budget {
  /**
   * Holds back what the call can cost at most. Throws `quota-exceeded` in a situation of budgets if there is not so
   * much left.
   */
  reserve(call: {
    readonly provider: string;
    readonly model: string;
    readonly request: ModelRequest;
    /** The answer may be told to be short enough, if nobody said how long it may get. */
    readonly canBeShorter?: boolean;
  }): Reservation;
}

export interface Reservation {
  /** How long the answer may get, and what to say of one that this cut off; absent: as long as it likes. */
  readonly longest?: { readonly tokens: number; readonly error: AppError };
  /** It is over and did cost that much, in 1e-9 USD; null: nobody knows. */
  settle(costNanoUsd: number | null): void;
}

/** Asks only if the budget has room for the dearest answer there can be, or for one that is told to be shorter. */
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
    const { id } = provider;
    reservation = budget.reserve({
      provider: id,
      model: request.model,
      request,
      canBeShorter: true,
    });
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
  const { longest } = reservation;
  const options = { ...call, onAttempt };
  try {
    if (longest === undefined) yield* provider.stream(request, options);
    else
      yield* cutOff(
        provider.stream({ ...request, maxOutputTokens: longest.tokens }, options),
        longest.error,
      );
  } finally {
    reservation.settle(cost);
  }
}

/** Nobody chose the length at which it ends, so that end is an error that says whose limit it was. */
async function* cutOff(
  answer: AsyncIterable<StreamBatch>,
  error: AppError,
): AsyncGenerator<StreamBatch, void, void> {
  for await (const batch of answer) {
    const last = batch.at(-1);
    if (last?.type !== 'finish' || last.reason !== 'length') yield batch;
    else yield [...batch.slice(0, -1), { type: 'error', error: toWire(error), usage: last.usage }];
  }
}
