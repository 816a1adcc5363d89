import { useEffect, useState } from 'react';
import { systemClock } from '../../shared/clock.ts';
import { usePage } from '../page-context.tsx';
import { createChatSession } from './chat-session.ts';
import { unsavedInTab } from '../unsaved.ts';
import type { ChatSession, ChatSessionOptions } from './chat-session.ts';
import { scheduleFrame } from './schedule-frame.ts';

/** The session of one conversation for as long as the component shows it; null until it is made. */
export function useChatSession(
  conversationId: string,
  isNew: boolean,
  newDraft: ChatSessionOptions['newDraft'] = 'new',
): ChatSession | null {
  const { bridge } = usePage();
  const [session, setSession] = useState<ChatSession | null>(null);
  const [wasNew] = useState(isNew);

  useEffect(() => {
    const opened = createChatSession({
      unsaved: unsavedInTab,
      bridge,
      conversationId,
      isNew: wasNew,
      newDraft,
      scheduleFrame,
      clock: systemClock,
      random: Math.random,
    });
    setSession(opened);
    const keep = () => opened.draft.flush();
    addEventListener('pagehide', keep);
    return () => {
      removeEventListener('pagehide', keep);
      opened.close();
    };
  }, [bridge, conversationId, wasNew, newDraft]);

  return session;
}
