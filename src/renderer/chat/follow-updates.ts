import type { ChatUpdate } from '../../shared/contract/chat.ts';
import type { Client } from '../../shared/contract/index.ts';
import type { Clock } from '../../shared/clock.ts';
import { sleep } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { fullJitter } from '../bridge/full-jitter.ts';
import { toAppError } from '../bridge/to-app-error.ts';

export interface FollowOptions {
  readonly watch: Client['chat']['watch'];
  readonly conversationId: string;
  /** Resolves once there is a connection. */
  readonly connected: (signal: AbortSignal) => Promise<void>;
  readonly onUpdate: (update: ChatUpdate) => void;
  /** Trouble that is more than a lost connection; it is tried again all the same. */
  readonly onError: (error: AppError) => void;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly random: () => number;
}

/**
 * Passes on every update of a conversation once and in order, however often the connection is
 * lost: it goes on from the last cursor. Returns when the signal is aborted or the conversation
 * does not exist (any longer).
 */
export async function followUpdates(options: FollowOptions): Promise<'aborted' | 'gone'> {
  const { watch, conversationId, connected, onUpdate, onError, signal, clock, random } = options;
  let cursor: string | undefined;
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      await connected(signal);
      const stream = await watch(
        { conversationId, ...(cursor === undefined ? {} : { after: cursor }) },
        { signal },
      );
      for await (const update of stream) {
        // A gap: what is missing is asked for from the place where we are.
        if (update.type === 'events' && update.after !== cursor) break;
        cursor = update.cursor;
        attempt = 0;
        onUpdate(update);
      }
    } catch (error) {
      if (signal.aborted) break;
      const failure = toAppError(error);
      if (failure.code === 'not-found') return 'gone';
      if (failure.code !== 'network-failed') onError(failure);
    }
    await sleep(clock, fullJitter(attempt, random), signal);
  }
  return 'aborted';
}
