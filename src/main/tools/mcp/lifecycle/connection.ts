import type { ServerEra } from '../../../../shared/contract/mcp-events.ts';
import type { AppError } from '../../../../shared/errors.ts';

/** One connection to one server, from the end of its handshake. What speaks the protocol adds its own to it. */
export interface Connection {
  readonly era: ServerEra;
  /** What a modern server said of itself, as JSON: given back, the next connection need not ask. */
  readonly discover?: unknown;
  /** Resolves when it is over, whoever ended it. Never rejects. */
  readonly ended: Promise<ConnectionEnd>;
  /** Resolves when the server answered, be it with an error. */
  ping(signal: AbortSignal): Promise<void>;
  /** Resolves when nothing of it is left; `force` does not wait for the server to leave by itself. May be called again. */
  close(options: { readonly force: boolean }): Promise<void>;
}

export interface ConnectionEnd {
  /** What is known of why; null where it simply ended. */
  readonly error: AppError | null;
}

/**
 * Connects, and settles soon after `signal` is aborted, with nothing left running where it rejects. It rejects with
 * an AppError whose `details.cause` is one of `start-failure.ts` where trying again is of no use.
 */
export type Connect<C extends Connection> = (options: {
  readonly signal: AbortSignal;
}) => Promise<C>;
