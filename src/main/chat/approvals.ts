import type { ToolAnswer } from '../../shared/contract/tools.ts';
import { AppError } from '../../shared/errors.ts';

/** A call that waits for a person. */
export interface PendingCall {
  readonly conversationId: string;
  readonly messageId: string;
  readonly callId: string;
  /** The tool's key. */
  readonly tool: string;
}

/** The calls that wait for a person. Nothing but an answer, or the end of the turn, ends the waiting. */
export interface Approvals {
  /** `again`: what is allowed has changed, so it may not have to wait. Rejects when aborted. */
  wait(call: PendingCall, signal: AbortSignal): Promise<ToolAnswer | 'again'>;
  /** Throws `conflict` if the call does not wait (any more). */
  find(call: Pick<PendingCall, 'messageId' | 'callId'>): PendingCall;
  /** The call goes on with it, if it still waits. */
  answer(call: PendingCall, answer: ToolAnswer): void;
  /** To be called when it has changed what is allowed. */
  askAgain(): void;
}

export function createApprovals(): Approvals {
  const waiting = new Map<string, { call: PendingCall; resolve: (answer: Answer) => void }>();
  const keyOf = ({ messageId, callId }: Pick<PendingCall, 'messageId' | 'callId'>) =>
    `${messageId}/${callId}`;

  function askAgain(): void {
    for (const { resolve } of [...waiting.values()]) resolve('again');
  }

  return {
    wait(call, signal) {
      signal.throwIfAborted();
      const key = keyOf(call);
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiting.delete(key);
          signal.removeEventListener('abort', onAbort);
        };
        const onAbort = () => {
          leave();
          reject(signal.reason);
        };
        signal.addEventListener('abort', onAbort, { once: true });
        waiting.set(key, {
          call,
          resolve(answer) {
            leave();
            resolve(answer);
          },
        });
      });
    },
    find(pointer) {
      const entry = waiting.get(keyOf(pointer));
      if (entry === undefined) throw notWaiting();
      return entry.call;
    },
    answer: (call, answer) => waiting.get(keyOf(call))?.resolve(answer),
    askAgain,
  };
}

type Answer = ToolAnswer | 'again';

function notWaiting(): AppError {
  return new AppError('conflict', 'This call does not wait for an answer any more.', {
    situation: 'call-not-waiting',
  });
}
