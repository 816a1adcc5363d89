import { useEffect, useState } from 'react';
import { systemClock } from '../../shared/clock.ts';
import { useApp } from '../app-context.tsx';
import { createChatSession } from './chat-session.ts';
import type { ChatSession } from './chat-session.ts';
import { scheduleFrame } from './schedule-frame.ts';

/** The session of one conversation for as long as the component shows it; null until it is made. */
export function useChatSession(conversationId: string, isNew: boolean): ChatSession | null {
  const { bridge } = useApp();
  const [session, setSession] = useState<ChatSession | null>(null);
  const [wasNew] = useState(isNew);

  useEffect(() => {
    const opened = createChatSession({
      bridge,
      conversationId,
      isNew: wasNew,
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
  }, [bridge, conversationId, wasNew]);

  return session;
}
