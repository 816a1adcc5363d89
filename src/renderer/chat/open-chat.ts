import { createStore } from 'zustand/vanilla';
import type { ChatSession } from './chat-session.ts';

const nothingOpen = {
  isRenaming: false,
  isEditingInstructions: false,
  isChoosingOptions: false,
  isChoosingTools: false,
};

/** The conversation on the page, for whoever acts on it from elsewhere: commands and their keys. */
export const openChat = createStore<{
  /** null: there is none. */
  readonly session: ChatSession | null;
  readonly isRenaming: boolean;
  readonly isEditingInstructions: boolean;
  readonly isChoosingOptions: boolean;
  readonly isChoosingTools: boolean;
}>(() => ({ session: null, ...nothingOpen }));

/** Returns how it is left again. */
export function enterChat(session: ChatSession): () => void {
  openChat.setState({ session, ...nothingOpen });
  return () => {
    if (openChat.getState().session === session) openChat.setState({ session: null });
  };
}
