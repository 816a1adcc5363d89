import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from './class-names.ts';
import { iconButtonClass } from './icon-button.tsx';
import { usePortalContainer } from './portal-container.tsx';

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description: string;
  /** Without it the first control has the focus. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  /** Without it the focus goes back to where it was. */
  readonly finalFocus?: RefObject<HTMLElement | null>;
  /** For what is looked at rather than filled in. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** A question or a form over the page; Escape and a click beside it close it. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  initialFocus,
  finalFocus,
  isWide = false,
  children,
}: DialogProps) {
  const { t } = useTranslation();
  const container = usePortalContainer();
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal container={container}>
        <Base.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Base.Popup
          {...(initialFocus === undefined ? {} : { initialFocus })}
          {...(finalFocus === undefined ? {} : { finalFocus })}
          className={classNames(
            'fixed left-1/2 z-50 flex -translate-x-1/2 overflow-hidden rounded-xl border border-border bg-raised',
            isWide
              ? 'top-[4vh] max-h-[92vh] w-[min(72rem,calc(100vw-2rem))]'
              : 'top-[12vh] max-h-[76vh] w-[min(36rem,calc(100vw-2rem))]',
          )}
        >
          {/* Inside, or the scrollbar would stand where the corners are round. */}
          <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-5">
            <div className="flex items-start justify-between gap-4">
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              <Base.Close aria-label={t('close')} title={t('close')} className={iconButtonClass}>
                <X aria-hidden className="size-4" />
              </Base.Close>
            </div>
            <Base.Description className="text-sm text-muted">{description}</Base.Description>
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
