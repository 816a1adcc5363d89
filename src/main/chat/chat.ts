import { mergeEvents } from '../../shared/chat/merge-events.ts';
import type { ChatUpdate } from '../../shared/contract/chat.ts';
import type { Message, ResourcePart } from '../../shared/contract/message.ts';
import { AppError } from '../../shared/errors.ts';
import { watchFeed } from '../watch-feed.ts';
import { beginTurn } from './begin-turn.ts';
import type { BeginTurnParts, TurnWish } from './begin-turn.ts';
import { isShown, pointedAt, sentBefore, unlessMissing } from './find-message.ts';
import type { Pointer, Started } from './find-message.ts';
import { goOnPrompt, historyFrom } from './history.ts';
import { newConversation } from './new-conversation.ts';
import type { BeginWish } from './new-conversation.ts';
import { newAnswer, newQuestion, takenUpAgain } from './new-message.ts';
import { snapshotChat } from './snapshot-chat.ts';
import type { Turns } from './turns.ts';
import { withEarlyStop } from './with-early-stop.ts';

interface SendWish extends Pointer {
  readonly text: string;
  /** To its draft, by id. */
  readonly attachments?: readonly string[] | undefined;
  readonly begin?: BeginWish | undefined;
}

interface EditWish extends Pointer {
  /** The question that is asked in other words. */
  readonly editedId: string;
  readonly text: string;
}

export interface Chat {
  send(message: SendWish): Promise<Started>;
  edit(question: EditWish): Promise<Started>;
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
    attachments = [],
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
        question: newQuestion(
          messageId,
          { text, attached: await attachedTo(store, attachments) },
          { conversationId, parentId },
          at,
        ),
        attachments,
        answer: (model, now) => newAnswer(model, { conversationId, parentId: messageId }, now),
        draftKey: found === undefined ? (wish?.draft ?? 'new') : conversationId,
      };
    });
    return { messageId, assistantMessageId: answer.id };
  }

  async function edit({ conversationId, editedId, messageId, text }: EditWish): Promise<Started> {
    const before = await sentBefore(store, messageId);
    if (before !== undefined) return before;
    const answer = await begin(conversationId, async () => {
      const old = await pointedAt(store, { conversationId, messageId: editedId });
      if (old.role !== 'user')
        throw new AppError('invalid-input', 'Only a question can be asked in other words.', {
          situation: 'not-a-question',
        });
      const place = { conversationId, parentId: old.parentId };
      return {
        conversation: await store.getConversation(conversationId),
        isNew: false,
        isBranch: true,
        question: newQuestion(messageId, { text, attached: resourcesIn(old) }, place, clock.now()),
        answer: (model, now) => newAnswer(model, { conversationId, parentId: messageId }, now),
      };
    });
    return { messageId, assistantMessageId: answer.id };
  }

  /** Under way, by message: one that comes twice is answered twice and sent once. */
  const sending = new Map<string, Promise<Started>>();

  function once(messageId: string, begun: () => Promise<Started>): Promise<Started> {
    const before = sending.get(messageId);
    if (before !== undefined) return before;
    const started = begun().finally(() => sending.delete(messageId));
    sending.set(messageId, started);
    return started;
  }

  return withEarlyStop({
    send: (message) => once(message.messageId, () => send(message)),
    edit: (question) => once(question.messageId, () => edit(question)),

    stop: (conversationId) => turns.stop(conversationId),

    async retry(pointer) {
      const { conversationId } = pointer;
      const answer = await begin(conversationId, async () => {
        const old = await pointedAt(store, pointer);
        const parentId = old.role === 'user' ? old.id : old.parentId;
        if (parentId === null)
          throw new AppError('invalid-input', 'There is no question above this answer.', {
            situation: 'no-question',
          });
        const conversation = await store.getConversation(conversationId);
        if (!(await isShown(store, conversation, old)))
          throw new AppError(
            'conflict',
            'This conversation was changed elsewhere meanwhile. Look at it again, then retry.',
            { situation: 'changed-elsewhere' },
          );
        return {
          conversation,
          isNew: false,
          isBranch: true,
          isFresh: true,
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
          throw new AppError('invalid-input', 'Only an answer can be continued.', {
            situation: 'not-an-answer',
          });
        if (old.status === 'complete' && old.finishReason === 'stop')
          throw new AppError('invalid-input', 'This answer is complete.', {
            situation: 'answer-complete',
          });
        const conversation = await store.getConversation(conversationId);
        if (conversation.activeLeafId !== messageId) {
          throw new AppError(
            'conflict',
            'The conversation has gone on since. Only its last answer can be continued.',
            { situation: 'gone-on' },
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
        yield* watchFeed({ feed, snapshot, merge: mergeEvents, after, signal, clock });
      } finally {
        release();
      }
    },
  });
}

/** Throws `not-found` where one is not there any more: nobody is to be asked about what is missing. */
async function attachedTo(
  store: Pick<BeginTurnParts['store'], 'attachments'>,
  ids: readonly string[],
): Promise<readonly ResourcePart[]> {
  if (ids.length === 0) return [];
  const found = await store.attachments({ ids });
  if (found.length === new Set(ids).size) return found;
  throw new AppError('not-found', 'Something that was attached is not there any more.', {
    situation: 'attachment-gone',
  });
}

function resourcesIn({ parts }: Message): readonly ResourcePart[] {
  return parts.filter((part) => part.type === 'resource');
}
