import type { Message } from '../../shared/contract/message.ts';
import { sleep } from '../../shared/clock.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import type { Store } from '../store/store.ts';
import type { Journal } from './journal.ts';

/** How often a finished answer that found no room on disk is tried again. */
const saveAgainMs = 2000;

export interface SaveAnswerOptions {
  readonly store: Pick<Store, 'endTurn'>;
  readonly journal: Pick<Journal, 'settle'>;
  readonly clock: Clock;
  readonly onUnsaved: (error: unknown) => void;
  readonly onSaved: () => void;
  /** The list is to hear that nothing runs there any more. */
  readonly tellRest: () => Promise<void>;
  /** Tina closes: it is tried once and not again. */
  readonly signal: AbortSignal;
}

/** Until it is on disk. The watchers have been told: nobody waits for this. */
export async function saveAnswer(
  { store, journal, clock, onUnsaved, onSaved, tellRest, signal }: SaveAnswerOptions,
  message: Message,
  title: string | undefined,
): Promise<void> {
  await journal.settle(message.id);
  for (let attempt = 0; ; attempt++) {
    try {
      await store.endTurn({
        message,
        at: clock.now(),
        ...(title === undefined ? {} : { title }),
      });
      onSaved();
      return await tellRest();
    } catch (error) {
      if (error instanceof AppError && error.code === 'not-found') return; // deleted meanwhile
      onUnsaved(error);
      if (attempt === 0) await tellRest();
      if (signal.aborted) return;
      await sleep(clock, saveAgainMs, signal);
    }
  }
}
