import type { ModelRef } from '../../shared/contract/conversations.ts';
import type {
  Citation,
  FilePart,
  FinishReason,
  Usage,
  VendorData,
} from '../../shared/contract/message.ts';
import type { WireError } from '../../shared/errors.ts';
import type { RateLimits } from './rate-limits.ts';

/**
 * What a model's answer is made of, whatever the vendor. `id` joins the start, deltas and end of
 * one block and is unique within the response. A stream ends with exactly one `finish` or `error`;
 * one that was aborted ends with neither.
 */
export type StreamPart =
  /** It waits for room: `ahead` requests go first, and there is no room before `until` where that is known. */
  | { readonly type: 'queued'; readonly ahead: number; readonly until?: number }
  /** Attempt `attempt` of `of` failed with `error`; the next one begins at `at`. */
  | {
      readonly type: 'retrying';
      readonly attempt: number;
      readonly of: number;
      readonly at: number;
      readonly error: WireError;
    }
  /** `from` cannot answer because of `error`: whatever follows comes from `to`. */
  | {
      readonly type: 'fell-back';
      readonly from: ModelRef;
      readonly to: ModelRef;
      readonly error: WireError;
    }
  /** What follows was said before, word for word. */
  | { readonly type: 'cached' }
  /** What the vendor still takes of this key, as its headers say. */
  | { readonly type: 'limits'; readonly limits: RateLimits }
  /** The vendor accepted the request: connected, waiting for the first word. */
  | { readonly type: 'connected'; readonly requestId?: string }
  /** No byte since `since` (ms since 1970); the next part of another type ends the silence. */
  | { readonly type: 'stalled'; readonly since: number }
  | { readonly type: 'response-start'; readonly responseId: string; readonly model: string }
  | { readonly type: 'text-start'; readonly id: string }
  | { readonly type: 'text-delta'; readonly id: string; readonly delta: string }
  | { readonly type: 'citation'; readonly id: string; readonly citation: Citation }
  | { readonly type: 'text-end'; readonly id: string }
  | { readonly type: 'reasoning-start'; readonly id: string }
  | { readonly type: 'reasoning-delta'; readonly id: string; readonly delta: string }
  | {
      readonly type: 'reasoning-end';
      readonly id: string;
      readonly redacted?: boolean;
      readonly vendor?: VendorData;
    }
  | {
      readonly type: 'tool-input-start';
      /** The vendor's id of the call. */
      readonly id: string;
      readonly name: string;
      readonly runner: 'tina' | 'provider';
    }
  | { readonly type: 'tool-input-delta'; readonly id: string; readonly delta: string }
  /** The arguments are complete. `invalid` when they are not JSON. */
  | {
      readonly type: 'tool-call';
      readonly id: string;
      readonly name: string;
      readonly runner: 'tina' | 'provider';
      readonly input: unknown;
      readonly invalid?: string;
      readonly vendor?: VendorData;
    }
  /** Of a tool the vendor ran itself. */
  | {
      readonly type: 'tool-result';
      readonly id: string;
      readonly result: unknown;
      readonly failed: boolean;
      readonly vendor?: VendorData;
    }
  | { readonly type: 'file'; readonly file: FilePart }
  | { readonly type: 'usage'; readonly usage: Usage }
  | {
      readonly type: 'finish';
      readonly reason: FinishReason;
      /** The vendor's own word for it. */
      readonly rawReason?: string;
      readonly usage: Usage;
      /** Of a refusal: what the vendor says about it. */
      readonly explanation?: string;
    }
  /** `usage`: of an answer that the vendor did finish, and whose end is an error for a reason of ours. */
  | { readonly type: 'error'; readonly error: WireError; readonly usage?: Usage };

/** One array per read of the network: a consumer pays per wake-up, not per token. */
export type StreamBatch = readonly StreamPart[];
