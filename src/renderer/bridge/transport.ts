import type { ClientLink } from '@orpc/client';

/** One connection, from its opening to its end. */
export interface Transport {
  readonly link: ClientLink<Record<never, never>>;
  /** Resolves when the connection has ended, whoever ended it. */
  readonly closed: Promise<void>;
  close(): void;
}
