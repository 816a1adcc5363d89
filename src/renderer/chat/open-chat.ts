import { createStore } from 'zustand/vanilla';
import type { ChatSession } from './chat-session.ts';

/** The conversation on the page, for whoever acts on it from elsewhere: commands and their keys. */
export const openChat = createStore<{
  /** null: there is none. */
  readonly session: ChatSession | null;
  readonly isRenaming: boolean;
  readonly isEditingInstructions: boolean;
}>(() => ({ session: null, isRenaming: false, isEditingInstructions: false }));

/** Returns how it is left again. */
export function enterChat(session: ChatSession): () => void {
  openChat.setState({ session, isRenaming: false, isEditingInstructions: false });
  return () => {
    if (openChat.getState().session === session) openChat.setState({ session: null });
  };
}
