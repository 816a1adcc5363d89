import type { ChatEvent, TurnStatus } from '../../shared/contract/chat.ts';
import type { Conversation } from '../../shared/contract/conversations.ts';
import type { Message } from '../../shared/contract/message.ts';
import { foldMessage } from '../../shared/chat/fold-message.ts';
import { mergeEvents } from '../../shared/chat/merge-events.ts';
import { sleep } from '../../shared/clock.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import type { Log } from '../host.ts';
import type { Store, StoredConversation } from '../store/store.ts';
import { endMessage } from './end-message.ts';
import { exhaustTurn } from './exhaust-turn.ts';
import type { Feeds } from './feeds.ts';
import type { Journal } from './journal.ts';
import type { TurnEnd } from './run-turn.ts';
import { saveAnswer } from './save-answer.ts';

/** How long the next message waits for the last answer to be saved: that takes milliseconds. */
const patienceMs = 1000;

export interface TurnsOptions {
  readonly store: Pick<Store, 'endTurn' | 'getConversation'>;
  readonly journal: Journal;
  readonly feeds: Feeds;
  readonly clock: Clock;
  readonly log: Log;
  /** An answer could not be saved yet; it is kept and tried again. */
  readonly onUnsaved: (error: unknown) => void;
}

export interface TurnStart {
  readonly conversation: StoredConversation;
  /** As stored: `streaming`. */
  readonly answer: Message;
  /** The turn itself: see runTurn. What it throws is a bug or an AppError before the first request. */
  readonly run: (context: {
    readonly answer: () => Message;
    readonly signal: AbortSignal;
  }) => AsyncGenerator<readonly ChatEvent[], TurnEnd, void>;
  /** The title that goes with the finished answer, if it should have a new one. */
  readonly title: (answer: Message) => string | undefined;
}

/** The turns that run now. A turn belongs to the core: it goes on with nobody watching. */
export interface Turns {
  isRunning(conversationId: string): boolean;
  /** What of a conversation only this process knows. */
  stateOf(conversationId: string): Pick<Conversation, 'running' | 'asking'>;
  /** The answer being written, newer than anything on disk. */
  live(
    conversationId: string,
  ): { readonly message: Message; readonly status: TurnStatus | null } | undefined;
  /** Resolves when an answer that has ended is saved, or after a moment if that is not to be had. */
  saved(conversationId: string): Promise<void>;
  /** Makes sure of being the only one; throws `conflict` where a turn runs. */
  reserve(conversationId: string): { start(turn: TurnStart): void; release(): void };
  /** Ends the turn and waits until it has ended. false: nothing ran. */
  stop(conversationId: string): Promise<boolean>;
  /**
   * Ends all that runs and lets nothing begin until the function it resolves to is called. Throws if an
   * answer could not be saved or a turn is just beginning; then everything may go on.
   */
  pause(): Promise<() => void>;
  /** Ends all, as interrupted, and waits for what was received to be on disk. */
  close(): Promise<void>;
}

interface Running {
  readonly controller: AbortController;
  message: Message | null;
  status: TurnStatus | null;
  /** Ended, but perhaps still to be saved. */
  ended: boolean;
  /** Resolves when the watchers have been told of the end. */
  readonly told: PromiseWithResolvers<void>;
  /** Resolves when it is saved, or never will be. */
  done: Promise<void>;
}

export function createTurns(options: TurnsOptions): Turns {
  const { store, journal, feeds, clock, log } = options;
  const running = new Map<string, Running>();
  let closing = false;
  let paused = false;
  const closed = new AbortController();

  async function drive(turn: TurnStart, entry: Running): Promise<void> {
    const { conversation, answer } = turn;
    const hold = feeds.hold(conversation.id);
    entry.message = answer;
    const publish = (events: readonly ChatEvent[]) => {
      const merged = mergeEvents(events);
      entry.message = foldMessage(entry.message ?? answer, merged);
      const wasAsking = asksPerson(entry.status);
      entry.status = merged.findLast(isStatus)?.status ?? entry.status;
      if (wasAsking !== asksPerson(entry.status)) void tellRest(conversation.id); // never rejects
      feeds.publish(conversation.id, merged);
      journal.add(
        answer.id,
        merged.filter((event) => !isStatus(event)),
      );
    };
    try {
      const { signal } = entry.controller;
      const end = await exhaustTurn({
        turn: turn.run({ answer: () => entry.message ?? answer, signal }),
        usage: answer.usage ?? {},
        signal,
        publish,
        clock,
        log,
      });
      const current = entry.message ?? answer;
      const isCutOff = closing && end.status === 'stopped';
      const last = endMessage(
        current,
        isCutOff ? { ...end, status: 'interrupted' } : end,
        clock.now(),
      );
      entry.message = foldMessage(current, last);
      entry.status = null;
      entry.ended = true;
      feeds.publish(conversation.id, last);
      entry.told.resolve();
      await saveAnswer(
        {
          ...options,
          signal: closed.signal,
          onSaved: () => forget(conversation.id, entry),
          tellRest: () => tellRest(conversation.id),
        },
        entry.message,
        turn.title(entry.message),
      );
    } finally {
      forget(conversation.id, entry);
      hold.release();
    }
  }

  function forget(id: string, entry: Running): void {
    if (running.get(id) === entry) running.delete(id);
    entry.told.resolve();
  }

  /** The list learns that nothing runs there any more; of a deleted conversation it must not hear again. */
  async function tellRest(id: string): Promise<void> {
    const stored = await store.getConversation(id).catch(() => null);
    if (stored !== null) feeds.publishConversation({ ...stored, ...stateOf(id) });
  }

  function stateOf(id: string): Pick<Conversation, 'running' | 'asking'> {
    const entry = running.get(id);
    const isRunning = entry !== undefined && entry.message !== null && !entry.ended;
    return { running: isRunning, asking: isRunning && asksPerson(entry.status) };
  }

  async function saved(id: string): Promise<void> {
    const entry = running.get(id);
    if (entry?.ended !== true) return;
    const patience = new AbortController();
    void entry.done.finally(() => patience.abort());
    await sleep(clock, patienceMs, patience.signal);
  }

  async function stop(id: string): Promise<boolean> {
    const entry = running.get(id);
    if (entry === undefined || entry.ended) return false;
    entry.controller.abort();
    await entry.told.promise;
    return true;
  }

  return {
    isRunning: (id) => stateOf(id).running,
    stateOf,
    live(id) {
      const entry = running.get(id);
      return entry?.message == null ? undefined : { message: entry.message, status: entry.status };
    },
    saved,
    reserve(id) {
      if (closing)
        throw new AppError('not-initialized', 'Tina is closing.', { situation: 'closing' });
      if (paused)
        throw new AppError('conflict', 'A backup is being restored. Try again in a moment.', {
          situation: 'restoring',
          retryable: true,
        });
      const before = running.get(id);
      if (before !== undefined) {
        throw before.ended
          ? new AppError(
              'storage-failed',
              'The last answer here could not be saved yet. It is kept, and Tina goes on trying; then you can send again.',
              { situation: 'answer-not-saved', retryable: true },
            )
          : new AppError('conflict', 'An answer is still being written here. Stop it first.', {
              situation: 'still-answering',
            });
      }
      const entry: Running = {
        controller: new AbortController(),
        message: null,
        status: null,
        ended: false,
        told: Promise.withResolvers(),
        done: Promise.resolve(),
      };
      running.set(id, entry);
      return {
        start(turn) {
          entry.done = drive(turn, entry);
        },
        release() {
          if (entry.message === null) forget(id, entry);
        },
      };
    },
    stop,
    async pause() {
      if (paused)
        throw new AppError('conflict', 'A backup is being restored already.', {
          situation: 'restoring',
        });
      paused = true;
      const resume = () => void (paused = false);
      // One that only has its place yet cannot be stopped, and will be there in a moment.
      const begun = [...running].flatMap(([id, { message }]) => (message === null ? [] : [id]));
      await Promise.all(begun.map(stop));
      await Promise.all(begun.map(saved));
      if (running.size === 0) return resume;
      resume();
      throw new AppError(
        'storage-failed',
        'An answer could not be saved yet, so nothing was changed. Try again in a moment.',
        { situation: 'answers-not-saved', retryable: true },
      );
    },
    async close() {
      closing = true;
      closed.abort();
      for (const { controller } of running.values()) controller.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

/** Nothing goes on before a person says something. */
function asksPerson(status: TurnStatus | null): boolean {
  return status?.state === 'asking' || status?.state === 'question';
}

function isStatus(event: ChatEvent): event is Extract<ChatEvent, { type: 'turn-status' }> {
  return event.type === 'turn-status';
}
