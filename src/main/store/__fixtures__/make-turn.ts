import type { Message } from '../../../shared/contract/message.ts';
import type { StoredConversation } from '../store.ts';
import { makeAnswer, makeConversation, makeMessage } from './store-fixtures.ts';

/** The turn that begins a conversation with these messages; it is the last one's. */
export function makeTurn(begin: StoredConversation, messages: readonly Message[], at: number) {
  return {
    begin,
    conversationId: begin.id,
    messages,
    turnMessageId: messages.at(-1)?.id ?? '',
    at,
  };
}

/** A conversation that begins with a question and the answer to it. */
export function makeExchange({
  at,
  conversation: ofConversation,
  question: ofQuestion,
  answer: ofAnswer,
}: {
  readonly at: number;
  readonly conversation?: Partial<StoredConversation>;
  readonly question?: Partial<Message>;
  readonly answer?: Partial<Message>;
}) {
  const conversation = makeConversation(ofConversation);
  const question = makeMessage(conversation.id, ofQuestion);
  const answer = makeAnswer(conversation.id, question.id, ofAnswer);
  const turn = makeTurn(conversation, [question, answer], at);
  return { conversation, question, answer, turn };
}
