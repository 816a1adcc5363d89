import type { ChatEvent } from '../../shared/contract/chat.ts';
import type { Usage } from '../../shared/contract/message.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError, toWire } from '../../shared/errors.ts';
import type { Log } from '../host.ts';
import { logBug } from '../log-bug.ts';
import { createGrace } from './grace.ts';
import type { TurnEnd } from './run-turn.ts';

export interface ExhaustTurnOptions {
  readonly turn: AsyncGenerator<readonly ChatEvent[], TurnEnd, void>;
  /** What the answer had cost before. */
  readonly usage: Usage;
  readonly signal: AbortSignal;
  readonly publish: (events: readonly ChatEvent[]) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Runs a turn to its end; never rejects. A stop is never waited for, and a bug is an end like any other. */
export async function exhaustTurn(options: ExhaustTurnOptions): Promise<TurnEnd> {
  const { turn, usage, signal, publish, clock, log } = options;
  const grace = createGrace(signal, clock);
  try {
    for (;;) {
      const result = await grace.orSooner(turn.next());
      if (result === 'too-late') {
        // Whatever hangs in there may end when it likes; nothing it says is heard any more.
        turn.return({ status: 'stopped', usage }).catch(() => undefined);
        return { status: 'stopped', usage };
      }
      if (result.done === true) return result.value;
      publish(result.value);
    }
  } catch (error) {
    if (signal.aborted) return { status: 'stopped', usage };
    const requestId = error instanceof AppError ? undefined : logBug(error, log);
    return { status: 'failed', error: toWire(error, requestId), usage };
  } finally {
    grace.forget();
  }
}
