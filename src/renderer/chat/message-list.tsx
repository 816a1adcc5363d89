import { ArrowDown } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { Button } from '../ui/button.tsx';
import type { ChatSession } from './chat-session.ts';
import { hasEarlier, isRunning, messagesOf } from './chat-state.ts';
import { focusHome, messagesId } from './focus-home.ts';
import { MessageView } from './message-view.tsx';
import { SendingMessage } from './sending-message.tsx';
import { useFollowEnd } from './use-follow-end.ts';

export interface MessageListProps {
  readonly session: ChatSession;
}

export function MessageList({ session }: MessageListProps) {
  const { t } = useTranslation();
  const messages = useStore(session.store, useShallow(messagesOf));
  const sending = useStore(session.store, (state) => state.sending);
  const isBusy = useStore(session.store, isRunning);
  const { scroller, content, onScroll, isFollowing, jumpToEnd, keepInPlace } = useFollowEnd(
    messages[0]?.id,
  );
  const lastId = messages.at(-1)?.id;
  const sentId = sending?.messageId;
  useEffect(() => {
    // Whoever sends wants to see the answer.
    if (sentId !== undefined) jumpToEnd();
  }, [sentId, jumpToEnd]);

  useEffect(() => {
    // What is being written is followed again by whoever is at the end.
    if (isBusy) keepInPlace(null);
  }, [isBusy, keepInPlace]);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        onScroll={onScroll}
        id={messagesId}
        role="region"
        aria-label={t('chat.messages')}
        // It scrolls, so the keyboard has to reach it.
        tabIndex={0}
        // What gets the focus comes to lie above the way to the newest.
        className="h-full scroll-pt-4 scroll-pb-14 overflow-y-auto [overflow-anchor:none] [scrollbar-gutter:stable_both-edges] focus-visible:-outline-offset-2"
      >
        <div ref={content} className="mx-auto flex w-full max-w-column flex-col gap-6 px-4 py-6">
          <EarlierMessages session={session} firstId={messages[0]?.id} />
          {messages.map((message) => (
            <MessageView
              // By its place in the path: a version that takes its place keeps the buttons, and the focus.
              key={message.parentId ?? 'root'}
              message={message}
              isLast={!isBusy && sending === null && message.id === lastId}
              session={session}
              keepInPlace={keepInPlace}
            />
          ))}
          {sending !== null && <SendingMessage {...sending} />}
        </div>
      </div>
      {!isFollowing && (
        <Button
          onClick={() => {
            jumpToEnd();
            // It goes, now that it has done its work.
            focusHome();
          }}
          className="absolute bottom-3 left-1/2 -translate-x-1/2 !rounded-full"
        >
          <ArrowDown aria-hidden className="size-4" />
          {t('chat.newest')}
        </Button>
      )}
    </div>
  );
}

/** Reads on by itself when the reader comes to the top. */
function EarlierMessages({
  session,
  firstId,
}: {
  readonly session: ChatSession;
  readonly firstId: string | undefined;
}) {
  const { t } = useTranslation();
  const isMore = useStore(session.store, hasEarlier);
  const isLoading = useStore(session.store, (state) => state.loadingEarlier);
  const top = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!isMore || top.current === null) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true) void session.loadEarlier(); // keeps its error itself
    });
    observer.observe(top.current);
    return () => observer.disconnect();
  }, [session, isMore, firstId]);

  if (!isMore) return null;
  return (
    <div ref={top} className="flex justify-center">
      <Button look="quiet" disabled={isLoading} onClick={() => void session.loadEarlier()}>
        {t(isLoading ? 'chat.loadingEarlier' : 'chat.earlier')}
      </Button>
    </div>
  );
}
