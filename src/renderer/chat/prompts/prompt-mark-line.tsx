import { Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Drawn } from '../../servers/segments.tsx';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import type { ChatSession } from '../chat-session.ts';
import { LeftOutLine } from './left-out-line.tsx';
import type { PromptMark } from './prompt-menu.ts';

export interface PromptMarkLineProps {
  readonly mark: PromptMark;
  readonly session: ChatSession;
  readonly onUndo: () => void;
}

/** Where the text in the field came from, what is missing of it, and the way back. */
export function PromptMarkLine({ mark, session, onUndo }: PromptMarkLineProps) {
  const { t } = useTranslation();
  const isUntouched = useStore(session.draft.store, ({ text }) => text === mark.text);
  const { prompt, leftOut, hadHidden } = mark;
  const { title, server } = prompt;

  useEffect(() => {
    announce(t('prompts.taken', { title, server: server.name }));
  }, [mark, title, server.name, t]);

  return (
    <div className="flex flex-col gap-1 border-b border-border px-4 py-1.5 text-xs text-muted">
      <div className="flex min-h-8 items-center justify-between gap-2">
        <p className="min-w-0 [overflow-wrap:anywhere]">
          {t('prompts.from', { title })} <Drawn text={server.name} />
        </p>
        {isUntouched && (
          <Button look="quiet" aria-keyshortcuts="Control+Z" onClick={onUndo}>
            <Undo2 aria-hidden className="size-4" />
            {t('prompts.undo')}
          </Button>
        )}
      </div>
      <LeftOutLine leftOut={leftOut} />
      {hadHidden && <p className="text-warning">{t('prompts.hadHidden')}</p>}
    </div>
  );
}
