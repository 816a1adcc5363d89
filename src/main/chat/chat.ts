import type { ChatUpdate } from '../../shared/contract/chat.ts';
import type { ModelRef } from '../../shared/contract/conversations.ts';
import type { Message } from '../../shared/contract/message.ts';
import { AppError } from '../../shared/errors.ts';
import type { Store, StoredConversation } from '../store/store.ts';
import { beginTurn } from './begin-turn.ts';
import type { BeginTurnParts, TurnWish } from './begin-turn.ts';
import { goOnPrompt, historyFrom } from './history.ts';
import { newAnswer, newQuestion, takenUpAgain } from './new-message.ts';
import { snapshotChat } from './snapshot-chat.ts';
import { titleFrom } from './title-from.ts';
import type { Turns } from './turns.ts';
import { watchChat } from './watch-chat.ts';

/** How a conversation that begins with this message is to be. */
export interface BeginWish {
  readonly model?: ModelRef | null | undefined;
  readonly systemPrompt?: string | undefined;
  readonly reasoning?: boolean | undefined;
  /** The draft that becomes the message. */
  readonly draft?: 'new' | 'quick' | undefined;
}

interface Started {
  readonly messageId: string;
  readonly assistantMessageId: string;
}

interface Pointer {
  readonly conversationId: string;
  readonly messageId: string;
}

interface SendWish extends Pointer {
  readonly text: string;
  readonly begin?: BeginWish | undefined;
}

export interface Chat {
  send(message: SendWish): Promise<Started>;
  stop(conversationId: string): Promise<boolean>;
  retry(answer: Pointer): Promise<Started>;
  continue(answer: Pointer): Promise<Started>;
  watch(options: {
    readonly conversationId: string;
    readonly after: string | undefined;
    readonly signal: AbortSignal;
  }): AsyncGenerator<ChatUpdate, void, void>;
}

/** What a person can do in a conversation. */
export function createChat(parts: BeginTurnParts & { readonly turns: Turns }): Chat {
  const { store, turns, feeds, clock } = parts;

  /** The conversation is ours alone from the first look at it until its turn runs. */
  async function begin(conversationId: string, wish: () => Promise<TurnWish>): Promise<Message> {
    await turns.saved(conversationId);
    const reservation = turns.reserve(conversationId);
    try {
      return await beginTurn(parts, reservation, await wish());
    } finally {
      reservation.release();
    }
  }

  async function send({
    conversationId,
    messageId,
    text,
    begin: wish,
  }: SendWish): Promise<Started> {
    const before = await sentBefore(store, messageId);
    if (before !== undefined) return before;
    const answer = await begin(conversationId, async () => {
      const found = await unlessMissing(store.getConversation(conversationId));
      const at = clock.now();
      const conversation = found ?? newConversation(conversationId, text, wish, at);
      const parentId = conversation.activeLeafId;
      return {
        conversation,
        isNew: found === undefined,
        question: newQuestion(messageId, text, { conversationId, parentId }, at),
        answer: (model, now) => newAnswer(model, { conversationId, parentId: messageId }, now),
        draftKey: found === undefined ? (wish?.draft ?? 'new') : conversationId,
      };
    });
    return { messageId, assistantMessageId: answer.id };
  }

  /** Under way, by message: one that comes twice is answered twice and sent once. */
  const sending = new Map<string, Promise<Started>>();

  return {
    send(message) {
      const { messageId } = message;
      const before = sending.get(messageId);
      if (before !== undefined) return before;
      const started = send(message).finally(() => sending.delete(messageId));
      sending.set(messageId, started);
      return started;
    },

    stop: (conversationId) => turns.stop(conversationId),

    async retry(pointer) {
      const { conversationId } = pointer;
      const answer = await begin(conversationId, async () => {
        const old = await pointedAt(store, pointer);
        const parentId = old.role === 'user' ? old.id : old.parentId;
        if (parentId === null)
          throw new AppError('invalid-input', 'There is no question above this answer.');
        return {
          conversation: await store.getConversation(conversationId),
          isNew: false,
          answer: (model, at) => newAnswer(model, { conversationId, parentId }, at),
        };
      });
      return { messageId: answer.parentId ?? answer.id, assistantMessageId: answer.id };
    },

    async continue(pointer) {
      const { conversationId, messageId } = pointer;
      const answer = await begin(conversationId, async () => {
        const old = await pointedAt(store, pointer);
        if (old.role !== 'assistant')
          throw new AppError('invalid-input', 'Only an answer can be continued.');
        if (old.status === 'complete' && old.finishReason === 'stop')
          throw new AppError('invalid-input', 'This answer is complete.');
        const conversation = await store.getConversation(conversationId);
        if (conversation.activeLeafId !== messageId) {
          throw new AppError(
            'conflict',
            'The conversation has gone on since. Only its last answer can be continued.',
          );
        }
        return {
          conversation,
          isNew: false,
          answer: (model, at) => takenUpAgain(old, model, at),
          // Of an empty answer there is nothing to go on from: it is simply written.
          goOn: historyFrom([old]).length > 0 ? goOnPrompt : undefined,
        };
      });
      return { messageId: answer.parentId ?? answer.id, assistantMessageId: answer.id };
    },

    async *watch({ conversationId, after, signal }) {
      const { feed, release } = feeds.hold(conversationId);
      const snapshot = () => snapshotChat({ conversationId, feed, store, turns });
      try {
        yield* watchChat({ feed, snapshot, after, signal, clock });
      } finally {
        release();
      }
    },
  };
}

/** A message that comes twice is answered as it was the first time. */
async function sentBefore(store: Store, messageId: string): Promise<Started | undefined> {
  const message = await unlessMissing(store.getMessage(messageId));
  if (message === undefined) return undefined;
  const { activeLeafId } = await store.getConversation(message.conversationId);
  const path = activeLeafId === null ? [] : await store.path(activeLeafId);
  const answer = path.find(({ parentId }) => parentId === messageId);
  return { messageId, assistantMessageId: answer?.id ?? messageId };
}

async function pointedAt(store: Store, { conversationId, messageId }: Pointer): Promise<Message> {
  const message = await store.getMessage(messageId);
  if (message.conversationId === conversationId) return message;
  throw new AppError('not-found', 'There is no such message here.');
}

async function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return undefined;
    throw error;
  }
}

function newConversation(
  id: string,
  text: string,
  wish: BeginWish = {},
  at: number,
): StoredConversation {
  return {
    id,
    title: titleFrom(text),
    titledBy: 'auto',
    systemPrompt: wish.systemPrompt ?? '',
    model: wish.model ?? null,
    reasoning: wish.reasoning ?? false,
    activeLeafId: null,
    createdAt: at,
    updatedAt: at,
    rev: 1,
  };
}
