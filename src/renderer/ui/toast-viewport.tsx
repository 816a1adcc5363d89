import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { buttonClass } from './button.tsx';
import { iconButtonClass } from './icon-button.tsx';
import { usePortalContainer } from './portal-container.tsx';
import { waitingToasts } from './toasts.tsx';
import type { ToastOffer, ToastsProps } from './toasts.tsx';
import { useToastFocus } from './use-toast-focus.ts';

const shownMs = 10_000;
const manager = Toast.createToastManager();

export function ToastViewport({ home }: ToastsProps) {
  const waiting = useStore(waitingToasts, (state) => state.waiting);

  useEffect(() => {
    if (waiting.length === 0) return;
    waitingToasts.setState({ waiting: [] });
    for (const offer of waiting) show(offer);
  }, [waiting]);

  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Viewport home={home} />
    </Toast.Provider>
  );
}

function show({ text, about, action }: ToastOffer): void {
  const id = manager.add({
    ...(about === undefined ? {} : { id: about }),
    title: text,
    timeout: shownMs,
    // Where there is none it is said so: one that is replaced would leave its own behind.
    actionProps:
      action === undefined
        ? undefined
        : {
            children: action.label,
            onClick() {
              manager.close(id);
              action.run();
            },
          },
  });
}

function Viewport({ home }: ToastsProps) {
  const { t } = useTranslation();
  const container = usePortalContainer();
  const { toasts } = Toast.useToastManager();
  const { onFocus } = useToastFocus(home);
  return (
    <Toast.Portal container={container}>
      <Toast.Viewport
        aria-label={t('toasts')}
        onFocus={onFocus}
        className="absolute top-14 left-1/2 z-30 flex w-[min(26rem,calc(100%-2rem))] -translate-x-1/2 flex-col gap-2"
      >
        {toasts.map((toast) => (
          <Toast.Root
            key={toast.id}
            toast={toast}
            data-toast
            className="rounded-xl border border-border-strong bg-raised transition-opacity duration-100 data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
          >
            <Toast.Content className="flex items-center gap-2 py-2 pr-2 pl-4">
              <Toast.Title className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]" />
              <Toast.Action className={buttonClass('plain')} />
              <Toast.Close aria-label={t('close')} title={t('close')} className={iconButtonClass}>
                <X aria-hidden className="size-4" />
              </Toast.Close>
            </Toast.Content>
          </Toast.Root>
        ))}
      </Toast.Viewport>
    </Toast.Portal>
  );
}
