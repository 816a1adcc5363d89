import type { Usage } from '../../shared/contract/message.ts';
import type { WireError } from '../../shared/errors.ts';
import type { CallOptions, Completion, ModelRequest } from './provider.ts';

/** Many prompts at once, answered within a day, at the vendor's lower price for that. */
export interface Batches {
  /**
   * Returns the vendor's id of the batch, by which it is asked for from then on. The prompts are all for one model.
   * Throws an AppError. No vendor takes a key by which it would know the same batch again: after an answer that
   * was lost the batch may be there, and asking once more may make a second one.
   */
  create(prompts: readonly BatchPrompt[], options: CallOptions): Promise<string>;
  status(id: string, options: CallOptions): Promise<BatchStatus>;
  /**
   * Of a batch that ended, in no particular order: one result for each of the prompts that are asked about, which
   * may be some of the batch. What cannot be read is a failure of its prompt alone. Throws an AppError, also in the
   * middle; `conflict` if the batch did not end yet.
   */
  results(
    id: string,
    prompts: readonly BatchPrompt[],
    options: CallOptions,
  ): AsyncIterable<BatchResult>;
  /** What is answered already stays so; `status` says when the rest is over. */
  cancel(id: string, options: CallOptions): Promise<void>;
}

export interface BatchPrompt {
  /** Unique in its batch: 1 to 64 letters, digits, `_` and `-`. */
  readonly id: string;
  readonly request: ModelRequest;
}

export interface BatchStatus {
  readonly state: 'running' | 'cancelling' | 'ended';
  readonly waiting: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Not answered in time. */
  readonly expired: number;
}

/** `id` is that of the prompt. `usage` is of an answer that failed after something was used. */
export type BatchResult =
  | { readonly id: string; readonly state: 'succeeded'; readonly completion: Completion }
  | {
      readonly id: string;
      readonly state: 'failed';
      readonly error: WireError;
      readonly usage?: Usage;
    }
  | { readonly id: string; readonly state: 'cancelled' | 'expired' };
