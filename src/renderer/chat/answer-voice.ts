import type { Clock } from '../../shared/clock.ts';
import type { ChatView } from '../../shared/chat/chat-view.ts';
import { messageText } from './message-text.ts';
import { createSentences } from './sentences.ts';
import type { Sentences } from './sentences.ts';

/** Not more often than one can listen. */
const everyMs = 1_500;

export interface AnswerVoice {
  /** Says what an answer that is being written has come to. */
  hear(before: ChatView | null, after: ChatView): void;
  close(): void;
}

export interface AnswerVoiceOptions {
  readonly language: string;
  /** Said in place of code. */
  readonly codeWord: string;
  readonly say: (text: string) => void;
  readonly clock: Pick<Clock, 'after'>;
}

/** Reads an answer aloud while it is written: its sentences as they end, and at the end what is left. */
export function createAnswerVoice({
  language,
  codeWord,
  say,
  clock,
}: AnswerVoiceOptions): AnswerVoice {
  let reading: { readonly messageId: string; readonly sentences: Sentences } | null = null;
  let view: ChatView | null = null;
  let cancel: (() => void) | null = null;

  function speak(): void {
    cancel = null;
    if (reading === null) return;
    const piece = reading.sentences.take(textOf(view, reading.messageId));
    if (piece === '') return;
    say(piece);
    cancel = clock.after(everyMs, speak);
  }

  return {
    hear(before, after) {
      view = after;
      const messageId = after.turn?.messageId;
      if (messageId !== undefined && messageId !== reading?.messageId) {
        reading = { messageId, sentences: createSentences(language, codeWord) };
        // What stood there before is known, or was there when the page was opened.
        if (before === null) reading.sentences.take(textOf(after, messageId));
        else reading.sentences.rest(textOf(before, messageId));
      }
      if (reading === null) return;
      if (messageId !== undefined) {
        if (cancel === null) speak();
        return;
      }
      cancel?.();
      cancel = null;
      const left = reading.sentences.rest(textOf(after, reading.messageId));
      reading = null;
      if (left !== '') say(left);
    },
    close: () => cancel?.(),
  };
}

function textOf(view: ChatView | null, id: string): string {
  const message = view?.messages.findLast((each) => each.id === id);
  return message === undefined ? '' : messageText(message);
}
