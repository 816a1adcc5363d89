import type { StoreApi } from 'zustand/vanilla';
import type { Client } from '../../shared/contract/index.ts';

/** How the page stands with the core. */
export type Connection =
  | { readonly status: 'connecting' }
  | { readonly status: 'connected' }
  /** Tried and failed; tries again at `retryAt`. */
  | { readonly status: 'offline'; readonly retryAt: number }
  /** The door does not know this browser any longer; only signing in again helps. */
  | { readonly status: 'signed-out' };

/** The page's side of the contract, whichever door it came through. */
export interface Bridge {
  /** Calls fail with an AppError, never with anything of the transport's. */
  readonly client: Client;
  readonly connection: StoreApi<Connection>;
  /** Resolves once there is a connection; rejects when the signal is aborted. */
  connected(signal: AbortSignal): Promise<void>;
  /** Does not wait for the next try. */
  retryNow(): void;
  close(): void;
}
