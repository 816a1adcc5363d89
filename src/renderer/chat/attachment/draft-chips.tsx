import { RefreshCw, X } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ResourcePart } from '../../../shared/contract/message.ts';
import { useFollowedResources } from '../../resources/use-followed.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import type { ChatSession } from '../chat-session.ts';
import { focusHome } from '../focus-home.ts';
import { AttachmentChip } from './attachment-chip.tsx';
import { useAttach } from './use-attach.ts';

/** What is attached to the draft: opened, removed, and read again where it changed since. */
export function DraftChips({ session }: { readonly session: ChatSession }) {
  const { t } = useTranslation();
  const parts = useStore(session.attachments.store, (state) => state.parts);
  const followed = useFollowedResources();
  const { attach, error } = useAttach(session);
  const list = useRef<HTMLUListElement>(null);

  const hasChanged = ({ server, uri, readAt }: ResourcePart) =>
    followed.some(
      (one) =>
        one.server === server.id &&
        one.uri === uri &&
        one.changedAt !== null &&
        one.changedAt > readAt,
    );

  function remove(id: string, index: number): void {
    session.attachments.remove(id);
    // The focus goes on to the next one, or back to the words.
    const buttons = list.current?.querySelectorAll<HTMLElement>('[data-remove]') ?? [];
    const next = buttons[index + 1] ?? buttons[index - 1];
    if (next === undefined) focusHome();
    else next.focus();
  }

  return (
    <div className="px-2 pt-2">
      <ul ref={list} aria-label={t('attachment.list')} className="flex min-w-0 flex-wrap gap-1.5">
        {parts.map((part, index) => {
          const title = part.title ?? part.name;
          return (
            <li
              key={part.id}
              className="flex max-w-full min-w-0 flex-wrap items-center"
              onKeyDown={(event) => {
                if (event.key !== 'Delete' && event.key !== 'Backspace') return;
                // In a dialog that a chip opened they mean something else.
                if (!event.currentTarget.contains(event.target as Node)) return;
                event.preventDefault();
                remove(part.id, index);
              }}
            >
              <AttachmentChip part={part} />
              {hasChanged(part) && (
                <>
                  <span role="status" className="pl-1.5 text-xs text-warning">
                    {t('attachment.changed')}
                  </span>
                  <IconButton
                    icon={RefreshCw}
                    label={t('attachment.refresh', { title })}
                    onClick={() =>
                      void attach(part.server.id, { uri: part.uri, title: part.name }, part.id)
                    }
                  />
                </>
              )}
              <IconButton
                icon={X}
                data-remove
                label={t('attachment.remove', { title })}
                onClick={() => remove(part.id, index)}
              />
            </li>
          );
        })}
      </ul>
      {error !== null && (
        <p role="alert" className="pt-1 text-xs text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
