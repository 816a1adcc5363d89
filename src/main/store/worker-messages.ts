import type { WireError } from '../../shared/errors.ts';
import type { CallName } from './store-calls.ts';
import type { OpenReport } from './store.ts';

export interface StoreWorkerData {
  /** Answer calls until closed, or make one backup. */
  readonly task: 'serve' | 'back-up';
  readonly dataDir: string;
  readonly at: number;
  /** Of a backup. */
  readonly reason: 'daily' | 'by-hand';
}

/** Both ends are this process and this version, so neither parses what the other sent. */
export type ToWorker = {
  readonly id: number;
  readonly name: CallName | 'backUp';
  readonly argument: unknown;
};

export type FromWorker =
  | { readonly type: 'ready'; readonly report: OpenReport }
  | { readonly type: 'not-opened'; readonly error: WireError }
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: WireError }
  | {
      readonly type: 'log';
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly facts: object;
      readonly message: string;
    };
