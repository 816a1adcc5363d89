import { ArrowUp, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ChatSession } from '../chat/chat-session.ts';
import { isRunning } from '../chat/chat-state.ts';
import { IconButton } from '../ui/icon-button.tsx';

export interface AskButtonProps {
  readonly session: ChatSession;
  readonly canAsk: boolean;
  readonly onAsk: () => Promise<void>;
  readonly focusField: () => void;
}

/** Asks, or stops. It stands beside the field, outside of what React draws. */
export function AskButton({ session, canAsk, onAsk, focusField }: AskButtonProps) {
  const { t } = useTranslation();
  const [place] = useState(() => document.querySelector('#beside-question'));
  const isBusy = useStore(session.store, isRunning);
  const stopping = useStore(session.store, (state) => state.stopping);

  useEffect(() => {
    // It could stop, and now there is nothing it could ask.
    if (document.activeElement?.matches('#beside-question :disabled') === true) focusField();
  });

  if (place === null) return null;
  return createPortal(
    isBusy ? (
      <IconButton
        icon={Square}
        label={t('composer.stop')}
        disabled={stopping}
        onClick={() => void session.stop()} // keeps its error itself
      />
    ) : (
      <IconButton
        icon={ArrowUp}
        label={t('quick.ask')}
        disabled={!canAsk}
        className="!bg-accent !text-on-accent disabled:!bg-hover disabled:!text-muted disabled:!opacity-100"
        onClick={() => void onAsk()} // keeps its error itself
      />
    ),
    place,
  );
}
