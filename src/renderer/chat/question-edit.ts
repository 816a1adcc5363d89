import { v7 as uuidv7 } from 'uuid';
import type { StoreApi } from 'zustand/vanilla';
import { isRunning, messagesOf } from './chat-state.ts';
import type { ChatState, QuestionEditing } from './chat-state.ts';
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
  ask: (question: Pick<QuestionEditing, 'editedId' | 'messageId' | 'text'>) => Promise<boolean>,
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
      store.setState({ editing: { editedId, messageId: uuidv7(), text, isSending: false } });
    },
    write: (text) => change({ text, messageId: uuidv7() }),
    cancel() {
      if (store.getState().editing?.isSending !== true) store.setState({ editing: null });
    },
    async send() {
      const { editing } = store.getState();
      if (editing === null || editing.text.trim() === '') return 'empty';
      if (isRunning(store.getState())) return 'running';
      const { editedId, messageId } = editing;
      change({ isSending: true });
      // The field goes when the new question is there. One that may have arrived keeps its id.
      if (await ask({ editedId, messageId, text: editing.text.trim() })) return 'sent';
      change({ isSending: false });
      return 'failed';
    },
  };
}
