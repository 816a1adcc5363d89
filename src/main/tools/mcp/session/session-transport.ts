import type { AppError } from '../../../../shared/errors.ts';
import type { JsonRpcMessage } from '../stdio/json-rpc.ts';

/** What a session needs of whatever carries its messages. */
export interface SessionTransport {
  /** Rejects with an AppError that says why it could not be reached. */
  start(): Promise<void>;
  /** Resolves when there is room for more. Rejects where the message did not arrive, or its answer cannot any more. */
  send(message: JsonRpcMessage): Promise<void>;
  /** May be called again; `force` waits for nobody. */
  close(options: { readonly force: boolean }): Promise<void>;
  /** The handshake ended with this version of the protocol. */
  agreed?(version: string): void;
  onMessage: ((message: JsonRpcMessage) => void) | undefined;
  /** Resolves when it is over: to why, or to null where it was told to end. */
  readonly ended: Promise<AppError | null>;
  /** Why there was no handshake, from what is known of the other side. `because`: what the session met. */
  startFailure(because: unknown): AppError;
}
