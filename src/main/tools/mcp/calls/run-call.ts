import type { McpEvent, RunningCall } from '../../../../shared/contract/mcp-events.ts';
import type { Clock } from '../../../../shared/clock.ts';
import { AppError, toWire } from '../../../../shared/errors.ts';
import type { Log } from '../../../host.ts';
import { logBug } from '../../../log-bug.ts';
import { withDeadline } from './call-deadline.ts';
import type { CallLimits, DeadlineOptions } from './call-deadline.ts';
import { createProgressLimit } from './progress-limit.ts';

export interface RunCallOptions {
  readonly call: Omit<RunningCall, 'startedAt' | 'progress'>;
  readonly limits: CallLimits;
  /** The caller's, or that of the connection; aborted with an AppError the call has failed with it. */
  readonly signal: AbortSignal;
  readonly onHold?: DeadlineOptions['onHold'];
  readonly clock: Clock;
  readonly publish: (events: readonly McpEvent[]) => void;
  readonly log: Pick<Log, 'error'>;
}

/** What a call of a tool is given. */
export interface CallContext {
  /** Aborted when the person leaves or it takes too long: the server is to be told. */
  readonly signal: AbortSignal;
  /** To be called with each progress note of the server. */
  readonly onProgress: (progress: unknown) => void;
}

/**
 * Calls a tool within its limits and tells of it: when it starts, how far it is, and how it ended. The result ends
 * it, whatever was said of its progress. `hasFailed`: whether the result is one of a tool that failed.
 */
export async function runCall<T>(
  work: (context: CallContext) => Promise<T>,
  hasFailed: (result: T) => boolean,
  { call, limits, signal, onHold, clock, publish, log }: RunCallOptions,
): Promise<T> {
  const { server, call: id, tool } = call;
  publish([{ type: 'tool-start', call: { ...call, startedAt: clock.now() } }]);
  const limit = createProgressLimit({
    clock,
    tell: (progress) => publish([{ type: 'tool-progress', server, call: id, progress }]),
  });
  const end = (how: Pick<Extract<McpEvent, { type: 'tool-end' }>, 'outcome' | 'error'>) => {
    limit.finish();
    publish([{ type: 'tool-end', server, call: id, ...how, endedAt: clock.now() }]);
  };
  try {
    const result = await withDeadline(
      (ended, alive) =>
        work({
          signal: ended,
          onProgress(progress) {
            alive();
            limit.note(progress);
          },
        }),
      { ...limits, clock, signal, onHold, about: { server, tool } },
    );
    end({ outcome: hasFailed(result) ? 'failed' : 'complete' });
    return result;
  } catch (error) {
    // Whoever is left because the connection was lost did not leave.
    if (signal.aborted && !(error instanceof AppError)) end({ outcome: 'cancelled' });
    else if (error instanceof AppError)
      end({
        outcome: error.code === 'timed-out' ? 'timed-out' : 'failed',
        error: toWire(error),
      });
    else end({ outcome: 'failed', error: toWire(error, logBug(error, log)) });
    throw error;
  }
}
