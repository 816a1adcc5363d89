import { randomUUID } from 'node:crypto';
import type { RunningCall } from '../../../../shared/contract/mcp-events.ts';
import type {
  PendingQuestion,
  QuestionAnswer,
  QuestionContent,
} from '../../../../shared/contract/mcp-questions.ts';
import type { Clock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import { RefusedRequest } from '../session/session.ts';

export interface Asking<Answer> {
  readonly server: PendingQuestion['server'];
  readonly content: QuestionContent;
  /** The call it is asked for, where that is known; else it is the only one of the server that runs, if there is one. */
  readonly call?: string;
  /** However that call ends, it is withdrawn. */
  readonly endsWithCall?: boolean;
  /** What a person said, as whoever asks needs it. What it throws the person is told, and the question waits on. */
  readonly take: (answer: QuestionAnswer) => Answer;
}

/** What servers ask their person. Each question is answered once, or withdrawn. */
export interface PendingQuestions {
  /**
   * Resolves to what the person said; null: the call it was asked for was left, so nobody answers any more. Rejects
   * with a `RefusedRequest` where the server asks too much at once, and with the reason of the signal.
   */
  ask<Answer>(asking: Asking<Answer>, signal: AbortSignal): Promise<Answer | null>;
  /** The oldest first. */
  list(): readonly PendingQuestion[];
  /** Throws `conflict` if it does not wait (any more), and what the question cannot take. */
  answer(id: string, answer: QuestionAnswer): void;
  /** `left`: nobody waits for its result, so what was asked for it is withdrawn; else that stands by itself. */
  callEnded(call: string, left: boolean): void;
  /** Called after each change; what it returns ends that. */
  onChange(listener: () => void): () => void;
}

export interface PendingQuestionsOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly runningCalls: () => readonly RunningCall[];
}

/** A person reads one at a time. */
const maxOpen = 5;
/** Each may be told of on every page and by the desktop: one that asks and takes back again and again is a nuisance. */
const maxPerMinute = 30;
const minuteMs = 60_000;
/** Invalid request: as good as any for one that comes too often. */
const tooManyCode = -32_600;

interface Waiting {
  question: PendingQuestion;
  readonly answer: (answer: QuestionAnswer) => void;
  readonly withdraw: () => void;
  readonly endsWithCall: boolean;
}

export function createPendingQuestions({
  clock,
  runningCalls,
}: PendingQuestionsOptions): PendingQuestions {
  const waiting = new Map<string, Waiting>();
  const listeners = new Set<() => void>();
  /** When the servers asked, by their id. */
  const askedAt = new Map<string, readonly number[]>();

  function changed(): void {
    for (const listener of [...listeners]) listener();
  }

  /** In words for the server; null: it may. */
  function tooMuch(server: string): string | null {
    const open = [...waiting.values()].filter(({ question }) => question.server.id === server);
    if (open.length >= maxOpen)
      return `${maxOpen} questions wait for the person already. Wait until they are answered.`;
    const now = clock.now();
    const recent = (askedAt.get(server) ?? []).filter((at) => at > now - minuteMs && at <= now);
    if (recent.length >= maxPerMinute) return `${maxPerMinute} questions a minute are enough.`;
    askedAt.set(server, [...recent, now]);
    return null;
  }

  function aboutOf(server: string, id: string | undefined): PendingQuestion['about'] {
    const calls = runningCalls().filter((call) => call.server === server);
    const found = id === undefined ? onlyOne(calls) : calls.find(({ call }) => call === id);
    if (found === undefined) return undefined;
    const { call, tool, conversationId, messageId, callId } = found;
    return { call, tool, conversationId, messageId, callId };
  }

  return {
    ask({ server, content, call, endsWithCall = false, take }, signal) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const refusal = tooMuch(server.id);
        if (refusal !== null) throw new RefusedRequest(tooManyCode, refusal);
        const id = randomUUID();
        const about = aboutOf(server.id, call);
        const leave = () => {
          waiting.delete(id);
          signal.removeEventListener('abort', onAbort);
          changed();
        };
        const onAbort = () => {
          reject(signal.reason as Error); // whatever the asker gave
          leave();
        };
        signal.addEventListener('abort', onAbort, { once: true });
        waiting.set(id, {
          question: {
            ...content,
            id,
            server,
            askedAt: clock.now(),
            ...(about === undefined ? {} : { about }),
          },
          answer(answer) {
            resolve(take(answer));
            leave();
          },
          withdraw() {
            resolve(null);
            leave();
          },
          endsWithCall,
        });
        changed();
      });
    },
    list: () => [...waiting.values()].map(({ question }) => question),
    answer(id, answer) {
      const entry = waiting.get(id);
      if (entry === undefined || entry.question.kind !== answer.kind) throw notWaiting();
      entry.answer(answer);
    },
    callEnded(call, left) {
      for (const entry of [...waiting.values()]) {
        const { about, ...question } = entry.question;
        if (about?.call !== call) continue;
        if (left || entry.endsWithCall) entry.withdraw();
        else {
          entry.question = question;
          changed();
        }
      }
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function onlyOne<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

function notWaiting(): AppError {
  return new AppError('conflict', 'This question does not wait for an answer any more.', {
    situation: 'question-not-waiting',
  });
}
