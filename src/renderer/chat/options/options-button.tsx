import { SlidersHorizontal } from 'lucide-react';
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
import { hasMoreOptions, isAnyChosen, offeredOptions } from './offered-options.ts';
import { OptionsForm } from './options-form.tsx';

export interface OptionsButtonProps {
  readonly session: ChatSession;
  /** How much of the context is used, in words; null: not known. */
  readonly contextText: string | null;
}

/** The options of this conversation, there where the chosen model has any. */
export function OptionsButton({ session, contextText }: OptionsButtonProps) {
  const { t } = useTranslation();
  const { providers } = useApp();
  const options = useStore(session.store, useShallow(choicesOf));
  const isKnown = useStore(session.store, knowsChoices);
  const model = useStore(providers.store, ({ models, defaultModel }) =>
    findModel(models, options.model ?? defaultModel),
  );
  const isOpen = useStore(openChat, (state) => state.isChoosingOptions);
  const trigger = useRef<HTMLButtonElement>(null);
  const offered = offeredOptions(model);
  if (!isKnown || !hasMoreOptions(offered)) return null;
  const isChosen = isAnyChosen(options, offered);
  return (
    <Popover
      open={isOpen}
      onOpenChange={(next) => openChat.setState({ isChoosingOptions: next })}
      title={t('options.title', { name: model?.name })}
      triggerRef={trigger}
      trigger={
        <button
          type="button"
          aria-label={t('options.label')}
          title={t('options.label')}
          {...(isChosen ? { 'aria-description': t('options.set') } : {})}
          className={classNames(iconButtonClass, isChosen && '!text-accent')}
        >
          <SlidersHorizontal aria-hidden className="size-4" />
        </button>
      }
    >
      <OptionsForm
        options={options}
        offered={offered}
        onChange={(patch) => void session.change(patch)} // keeps its error itself
      />
      {contextText !== null && <p className="text-xs text-muted tabular-nums">{contextText}</p>}
    </Popover>
  );
}
