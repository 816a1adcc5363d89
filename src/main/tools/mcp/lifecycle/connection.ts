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

/** Makes connections to one server. `createEraConnector` is one. */
export interface Connector<C extends Connection> {
  /**
   * Gives up in its own time, and soon after `signal` is aborted, with nothing left running. It rejects with an AppError
   * whose `details.cause` is one of `after-failure.ts` where trying again is of no use.
   */
  connect(options: { readonly signal: AbortSignal }): Promise<C>;
  /**
   * Whether an error says that the connection was made for another era than the server's; whoever answers yes has
   * forgotten the era, so that the next connection asks again.
   */
  eraWasWrong(error: unknown, connection: C): boolean;
  /** A request was answered: the era was right. */
  proved(connection: C): void;
}
