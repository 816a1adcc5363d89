import { Wrench } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useApp } from '../../app-context.tsx';
import { findModel } from '../../settings/providers-store.ts';
import { classNames } from '../../ui/class-names.ts';
import { iconButtonClass } from '../../ui/icon-button.tsx';
import { Popover } from '../../ui/popover.tsx';
import type { ChatSession } from '../chat-session.ts';
import { choicesOf, knowsChoices } from '../chat-state.ts';
import { openChat } from '../open-chat.ts';
import { ToolsForm } from './tools-form.tsx';

/** The tools of this conversation, there where its model can use any. */
export function ToolsButton({ session }: { readonly session: ChatSession }) {
  const { t } = useTranslation();
  const { providers } = useApp();
  const { model, toolsOff } = useStore(session.store, useShallow(choicesOf));
  const isKnown = useStore(session.store, knowsChoices);
  const canUseTools = useStore(
    providers.store,
    ({ models, defaultModel }) =>
      findModel(models, model ?? defaultModel)?.abilities.tools !== false,
  );
  const isOpen = useStore(openChat, (state) => state.isChoosingTools);
  const trigger = useRef<HTMLButtonElement>(null);
  if (!isKnown || !canUseTools) return null;
  return (
    <Popover
      open={isOpen}
      onOpenChange={(next) => openChat.setState({ isChoosingTools: next })}
      title={t('tools.title')}
      triggerRef={trigger}
      trigger={
        <button
          type="button"
          aria-label={t('tools.label')}
          title={t('tools.label')}
          {...(toolsOff.length > 0 ? { 'aria-description': t('tools.someOff') } : {})}
          className={classNames(iconButtonClass, toolsOff.length > 0 && '!text-accent')}
        >
          <Wrench aria-hidden className="size-4" />
        </button>
      }
    >
      <ToolsForm session={session} />
    </Popover>
  );
}
