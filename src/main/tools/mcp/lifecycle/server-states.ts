import type { ServerState } from '../../../../shared/contract/mcp-events.ts';

/**
 * Which state may follow which. Nothing starts but through `starting`, and what has a process leaves it through
 * `stopping` unless the process ended by itself.
 */
export const nextStates: Readonly<Record<ServerState, readonly ServerState[]>> = {
  disabled: ['stopped'],
  stopped: ['starting', 'disabled'],
  starting: ['ready', 'needs_consent', 'needs_auth', 'backoff', 'failed', 'stopping'],
  needs_consent: ['starting', 'stopped'],
  needs_auth: ['starting', 'stopped'],
  ready: ['degraded', 'needs_auth', 'backoff', 'failed', 'stopping'],
  degraded: ['ready', 'needs_auth', 'backoff', 'failed', 'stopping'],
  backoff: ['starting', 'stopped'],
  failed: ['starting', 'stopped'],
  stopping: ['stopped', 'starting', 'backoff', 'failed'],
};

/** Throws a TypeError where `next` may not follow: that is a bug of ours, and never a server's doing. */
export function assertMayFollow(state: ServerState, next: ServerState): void {
  if (!nextStates[state].includes(next))
    throw new TypeError(`A server cannot be ${next} right after ${state}.`);
}
