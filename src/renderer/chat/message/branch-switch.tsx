import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Branch } from '../../../shared/contract/message.ts';
import { announce } from '../../ui/announcer.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { ChatSession } from '../chat-session.ts';
import { isRunning } from '../chat-state.ts';

export interface BranchSwitchProps {
  readonly branch: Branch;
  readonly session: ChatSession;
  /** Called just before another one takes its place. */
  readonly onSwitch: () => void;
}

/** Which of several versions this is, and the way to the others. */
export function BranchSwitch({ branch, session, onSwitch }: BranchSwitchProps) {
  const { t } = useTranslation();
  const isBusy = useStore(session.store, isRunning);
  const { number, count, previousId, nextId } = branch;

  async function show(id: string | null, next: number): Promise<void> {
    if (id === null || isBusy) return;
    onSwitch();
    await session.showBranch(id); // keeps its error itself
    announce(t('message.branch.label', { number: next, count }));
  }

  // They are never disabled outright: that would take the focus from whoever steps through them.
  return (
    <div
      role="group"
      aria-label={t('message.branch.label', { number, count })}
      className="flex items-center"
    >
      <IconButton
        icon={ChevronLeft}
        label={t('message.branch.previous')}
        aria-disabled={previousId === null || isBusy}
        className={switchClass}
        onClick={() => void show(previousId, number - 1)}
      />
      <span aria-hidden className="tabular-nums">
        {number}/{count}
      </span>
      <IconButton
        icon={ChevronRight}
        label={t('message.branch.next')}
        aria-disabled={nextId === null || isBusy}
        className={switchClass}
        onClick={() => void show(nextId, number + 1)}
      />
    </div>
  );
}

const switchClass = 'aria-disabled:cursor-not-allowed aria-disabled:opacity-50';
