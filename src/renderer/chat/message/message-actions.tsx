import { Pencil, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Message } from '../../../shared/contract/message.ts';
import { classNames } from '../../ui/class-names.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { ChatSession } from '../chat-session.ts';
import { branchOf, isRunning } from '../chat-state.ts';
import { BranchSwitch } from './branch-switch.tsx';
import { MoreButton } from './more-button.tsx';

export interface MessageActionsProps {
  readonly message: Message;
  readonly text: string;
  readonly session: ChatSession;
  readonly onSwitch: () => void;
  readonly onEdit: () => void;
}

/**
 * What can be done with a message. The buttons show on hover and focus, on touch always; their space is
 * theirs at any time. They stay while the answer is written anew, so that the focus does.
 */
export function MessageActions({ message, text, session, onSwitch, onEdit }: MessageActionsProps) {
  const { t } = useTranslation();
  const branch = useStore(session.store, (state) => branchOf(state, message.id));
  const isBusy = useStore(session.store, isRunning);
  const isPerson = message.role === 'user';
  return (
    <div className={classNames('ml-auto flex items-center', !isPerson && '-mr-2')}>
      <div className="flex items-center opacity-0 group-focus-within/message:opacity-100 group-hover/message:opacity-100 has-data-popup-open:opacity-100 pointer-coarse:opacity-100">
        {text !== '' && <CopyButton text={() => text} />}
        {isPerson ? (
          <IconButton
            icon={Pencil}
            label={t('message.edit.label')}
            data-edit-button
            onClick={onEdit}
          />
        ) : (
          <IconButton
            icon={RefreshCw}
            label={t('message.again')}
            aria-disabled={isBusy}
            className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
            onClick={() => {
              if (!isBusy) void session.retry(message.id); // keeps its error itself
            }}
          />
        )}
        <MoreButton message={message} text={text} />
      </div>
      {branch !== undefined && (
        <BranchSwitch branch={branch} session={session} onSwitch={onSwitch} />
      )}
    </div>
  );
}
