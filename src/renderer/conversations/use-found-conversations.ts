import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Conversation } from '../../shared/contract/conversations.ts';
import type { AppError } from '../../shared/errors.ts';
import { matchesTitle } from '../../shared/matches-title.ts';
import { useApp } from '../app-context.tsx';
import { toAppError } from '../bridge/to-app-error.ts';

/** Long enough that a quick typist asks once a word. */
const pauseMs = 120;

export interface FoundConversations {
  readonly conversations: readonly Conversation[];
  /** There are more than were asked for. */
  readonly isMore: boolean;
  /** The whole of the list has not been looked through yet. */
  readonly isLooking: boolean;
  readonly error: AppError | null;
}

interface Answer {
  readonly query: string;
  readonly conversations: readonly Conversation[];
  readonly isMore: boolean;
  readonly error: AppError | null;
}

/**
 * Conversations by the words of their titles: at once those that are on the page, then those the core
 * finds. An empty query finds nothing.
 */
export function useFoundConversations(query: string, limit: number): FoundConversations {
  const { bridge, conversations: list } = useApp();
  const loaded = useStore(list.store, (state) => state.conversations);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const wanted = query.trim();

  useEffect(() => {
    if (wanted === '') return;
    const left = new AbortController();
    const { signal } = left;
    const timer = setTimeout(() => {
      bridge.client.conversations.list({ query: wanted, limit }, { signal }).then(
        ({ conversations, nextCursor }) =>
          setAnswer({ query: wanted, conversations, isMore: nextCursor !== null, error: null }),
        (error: unknown) => {
          if (signal.aborted) return;
          setAnswer({ query: wanted, conversations: [], isMore: false, error: toAppError(error) });
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
    // Asked again when the list has changed: what was found may have another title, or be gone.
  }, [bridge, wanted, limit, loaded]);

  return useMemo(() => {
    if (wanted === '') return { conversations: [], isMore: false, isLooking: false, error: null };
    const isAnswered = answer?.query === wanted;
    const here = loaded.filter(({ title }) => matchesTitle(title, wanted));
    const known = new Set(loaded.map(({ id }) => id));
    const others = isAnswered ? answer.conversations.filter(({ id }) => !known.has(id)) : [];
    return {
      conversations: [...here, ...others].toSorted((one, other) => other.updatedAt - one.updatedAt),
      isMore: isAnswered && answer.isMore,
      isLooking: !isAnswered,
      error: isAnswered ? answer.error : null,
    };
  }, [wanted, answer, loaded]);
}
