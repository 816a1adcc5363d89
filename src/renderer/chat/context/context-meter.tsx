import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ContextMeasure } from '../../../shared/contract/chat.ts';
import { useApp } from '../../app-context.tsx';
import { modelName } from '../../settings/providers-store.ts';
import { announce } from '../../ui/announcer.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Popover } from '../../ui/popover.tsx';
import { contextParts } from './context-share.ts';
import type { ContextPart, ContextShare } from './context-share.ts';

export interface ContextMeterProps {
  readonly measure: ContextMeasure;
  readonly share: ContextShare;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** How full the model's context is, from half on, and what fills it. */
export function ContextMeter({ measure, share, isOpen, onOpenChange }: ContextMeterProps) {
  const { t, i18n } = useTranslation();
  const { providers } = useApp();
  const models = useStore(providers.store, (state) => state.models);
  const trigger = useRef<HTMLButtonElement>(null);
  const { level, used, contextWindow, parts } = share;
  const name = modelName(models, measure.model) ?? t('turn.theModel');
  const percent = percentText(used, i18n.language);
  const number = (value: number) => value.toLocaleString(i18n.language);
  const warning =
    level === 'over'
      ? t('context.over', { model: name })
      : level === 'tight'
        ? t('context.tight', { model: name })
        : null;

  useEffect(() => {
    if (warning !== null) announce(warning);
  }, [warning]);

  if (level === 'quiet' && !isOpen) return null;
  return (
    <Popover
      open={isOpen}
      onOpenChange={onOpenChange}
      title={t('context.title', { percent, amount: number(contextWindow) })}
      triggerRef={trigger}
      trigger={
        <button
          type="button"
          aria-label={t('context.label', { percent })}
          title={t('context.label', { percent })}
          {...(warning === null ? {} : { 'aria-description': warning })}
          className={classNames(
            'flex min-h-8 items-center gap-2 rounded-lg px-2 text-xs tabular-nums hover:bg-hover data-popup-open:bg-hover pointer-coarse:min-h-11',
            warning === null ? 'text-muted' : 'text-warning',
          )}
        >
          {warning !== null && <TriangleAlert aria-hidden className="size-4" />}
          <span
            aria-hidden
            className="h-1.5 w-10 overflow-hidden rounded-full border border-border-strong"
          >
            <span
              className={classNames('block h-full', warning === null ? 'bg-muted' : 'bg-warning')}
              style={{ width: `${Math.min(1, used) * 100}%` }}
            />
          </span>
          {percent}
        </button>
      }
    >
      <Bar share={share} />
      <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-2 gap-y-1.5 text-sm tabular-nums">
        {contextParts.map((part) => (
          <div key={part} className="contents">
            <span
              aria-hidden
              className={classNames('size-3 rounded-sm border border-border-strong', looks[part])}
            />
            <dt>{t(`context.parts.${part}`)}</dt>
            <dd className="text-right text-muted">{number(parts[part].tokens)}</dd>
          </div>
        ))}
      </dl>
      {warning !== null && <p className="text-sm text-warning">{warning}</p>}
      <p className="text-xs text-muted">
        {t(measure.source === 'vendor' ? 'context.counted' : 'context.estimated')}
      </p>
    </Popover>
  );
}

const looks: Readonly<Record<ContextPart, string>> = {
  system: 'bg-accent',
  tools: 'bg-success',
  files: 'bg-warning',
  conversation: 'bg-muted',
  reserve: 'bg-hover',
};

function Bar({ share: { parts } }: { readonly share: ContextShare }) {
  return (
    <div
      aria-hidden
      className="flex h-3 shrink-0 overflow-hidden rounded-full border border-border-strong bg-background"
    >
      {contextParts.map((part) => (
        <span
          key={part}
          className={classNames('h-full shrink-0', looks[part])}
          style={{ width: `${parts[part].share * 100}%` }}
        />
      ))}
    </div>
  );
}

export function percentText(share: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: 'percent',
    maximumFractionDigits: share < 0.01 ? 1 : 0,
  }).format(share);
}
