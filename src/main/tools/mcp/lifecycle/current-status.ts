import type {
  ServerEra,
  ServerReason,
  ServerState,
  ServerStatus,
} from '../../../../shared/contract/mcp-events.ts';
import { toWire } from '../../../../shared/errors.ts';
import type { AppError } from '../../../../shared/errors.ts';
import { assertMayFollow } from './server-states.ts';

export interface Facts {
  readonly attempt: number;
  readonly nextRetryAt: number | null;
  readonly era: ServerEra | null;
  readonly latencyMs: number | null;
  /** Undefined: what is known of the last failure stays, until the server is ready. */
  readonly error: AppError | undefined;
}

/** The state of one server, changed along legal ways only. */
export interface CurrentStatus {
  readonly now: ServerStatus;
  /** Milliseconds in this state. */
  readonly age: number;
  change(state: ServerState, reason: ServerReason, facts: Facts): void;
}

export function createCurrentStatus(
  first: ServerState,
  now: () => number,
  onState: (status: ServerStatus) => void,
): CurrentStatus {
  let status: ServerStatus = {
    state: first,
    since: now(),
    reason: 'added',
    attempt: 0,
    nextRetryAt: null,
    era: null,
    latencyMs: null,
    error: null,
  };
  return {
    get now() {
      return status;
    },
    get age() {
      return now() - status.since;
    },
    change(state, reason, { error, ...facts }) {
      assertMayFollow(status.state, state);
      const last = state === 'ready' ? null : status.error;
      status = {
        state,
        since: now(),
        reason,
        ...facts,
        error: error === undefined ? last : toWire(error),
      };
      onState(status);
    },
  };
}
