import { v7 as uuidv7 } from 'uuid';
import type { StoreApi } from 'zustand/vanilla';
import { isRunning, messagesOf } from './chat-state.ts';
import type { AskedQuestion, ChatState, QuestionEditing } from './chat-state.ts';
import { messageText } from './message-text.ts';

/** Puts a question into other words, in its place. What was written stays through anything that streams in. */
export interface QuestionEdit {
  begin(editedId: string): void;
  write(text: string): void;
  cancel(): void;
  /** Says what kept it from being sent; the text is then where it was. */
  send(): Promise<'sent' | 'empty' | 'running' | 'failed'>;
}

export function createQuestionEdit(
  store: StoreApi<ChatState>,
  /** false: it failed, and that is said. */
  ask: (question: AskedQuestion & Pick<QuestionEditing, 'editedId'>) => Promise<boolean>,
): QuestionEdit {
  function change(next: Partial<QuestionEditing>): void {
    store.setState(({ editing }) => ({
      editing: editing === null ? null : { ...editing, ...next },
    }));
  }

  return {
    begin(editedId) {
      const message = messagesOf(store.getState()).find(({ id }) => id === editedId);
      if (message === undefined || store.getState().editing?.isSending === true) return;
      const text = messageText(message);
      store.setState({
        editing: { editedId, text, asked: [], isSending: false, isResumed: false },
      });
    },
    write: (text) => change({ text }),
    cancel() {
      if (store.getState().editing?.isSending !== true) store.setState({ editing: null });
    },
    async send() {
      const { editing } = store.getState();
      if (editing === null || editing.text.trim() === '') return 'empty';
      if (isRunning(store.getState())) return 'running';
      const { editedId, asked } = editing;
      const text = editing.text.trim();
      // The same words are the same question, which the core stores once.
      const before = asked.find((question) => question.text === text);
      const question = before ?? { messageId: uuidv7(), text };
      change({ isSending: true, asked: before === undefined ? [...asked, question] : asked });
      // The field goes when the new question is there.
      if (await ask({ editedId, ...question })) return 'sent';
      change({ isSending: false });
      return 'failed';
    },
  };
}
