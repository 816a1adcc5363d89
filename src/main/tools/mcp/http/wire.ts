import type { AppError } from '../../../../shared/errors.ts';
import type { JsonRpcMessage } from '../stdio/json-rpc.ts';

/** One way to carry messages to a server at an address. */
export interface Wire {
  /** Of a request: resolves when its answer was delivered, or will come by itself; rejects where it cannot come. */
  send(message: JsonRpcMessage): Promise<void>;
  /** The handshake is over. */
  agreed(version: string): void;
  /** Tells the server that nobody comes again, as far as it wants to know. */
  leave(): Promise<void>;
}

export interface WireEvents {
  readonly onMessage: (message: JsonRpcMessage) => void;
  /** The server knows nothing of this session any more, or its only stream ended. */
  readonly onLost: (error: AppError) => void;
}
