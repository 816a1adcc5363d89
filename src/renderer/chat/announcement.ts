import type { ChatView } from '../../shared/chat/chat-view.ts';
import type { TurnStatus } from '../../shared/contract/chat.ts';
import type { Message } from '../../shared/contract/message.ts';

/** What somebody who listens has to be told. */
export type Announcement =
  | {
      readonly type: 'status';
      readonly status: TurnStatus;
      readonly message: Message;
    }
  | { readonly type: 'end'; readonly message: Message };

/** The step from one picture to the next in words; those of the answer itself are the `AnswerVoice`'s. */
export function announcementFor(before: ChatView | null, after: ChatView): Announcement | null {
  if (before === null) return null;
  if (before.turn !== null && after.turn === null) {
    const message = messageOf(after, before.turn.messageId);
    return message === undefined ? null : { type: 'end', message };
  }
  if (after.turn === null || !isNews(before.turn?.status, after.turn.status)) return null;
  const message = messageOf(after, after.turn.messageId);
  return message === undefined ? null : { type: 'status', status: after.turn.status, message };
}

/** Seconds that pass and a place in a queue are not; another attempt and another model are. */
function isNews(
  before: TurnStatus | undefined,
  { state, attempt, model, tools }: TurnStatus,
): boolean {
  const isOther =
    ((state === 'asking' || state === 'question') && tools?.length !== before?.tools?.length) ||
    state !== before?.state ||
    attempt !== before.attempt ||
    model?.provider !== before.model?.provider ||
    model?.model !== before.model?.model;
  if (state === 'streaming') return false;
  // Connecting is worth a word only to somebody else than before.
  return isOther && (state !== 'connecting' || model?.model !== before?.model?.model);
}

/**
 * The pictures to tell of, in order, where `hasSent` a question was sent from here and `before` does not know
 * it yet. An answer that was quicker than the page is told of as if it had been seen to begin.
 */
export function picturesBetween(
  before: ChatView | null,
  after: ChatView,
  hasSent: boolean,
): readonly [ChatView | null, ...ChatView[]] {
  const start = before ?? (hasSent ? { ...after, messages: [], turn: null } : null);
  const last = after.messages.at(-1);
  const isUnseen =
    hasSent &&
    start?.turn === null &&
    after.turn === null &&
    last?.role === 'assistant' &&
    messageOf(start, last.id) === undefined;
  if (!isUnseen) return [start, after];
  const status = { state: 'streaming' as const, since: last.createdAt };
  const begun = { ...after, messages: after.messages.slice(0, -1) };
  return [start, { ...begun, turn: { messageId: last.id, status } }, after];
}

function messageOf({ messages }: ChatView, id: string): Message | undefined {
  return messages.findLast((message) => message.id === id);
}
