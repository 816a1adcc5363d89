import { Square } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Button } from '../../ui/button.tsx';
import type { ChatSession } from '../chat-session.ts';
import { focusHome } from '../focus-home.ts';

/** There while an answer is written. When it goes, the focus it may have does not go with it. */
export function StopButton({ session }: { readonly session: ChatSession }) {
  const { t } = useTranslation();
  const stopping = useStore(session.store, (state) => state.stopping);
  const button = useRef<HTMLButtonElement>(null);

  useLayoutEffect(() => {
    const { current } = button;
    return () => {
      if (current !== null && document.activeElement === current) focusHome();
    };
  }, []);

  return (
    <Button
      ref={button}
      disabled={stopping}
      aria-keyshortcuts="Escape"
      onClick={() => {
        void session.stop(); // keeps its error itself
        focusHome();
      }}
    >
      <Square aria-hidden className="size-3.5 fill-current" />
      {t('composer.stop')}
    </Button>
  );
}
