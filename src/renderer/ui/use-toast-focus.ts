import { Toast } from '@base-ui/react/toast';
import { useEffect, useRef } from 'react';
import type { FocusEvent } from 'react';

/**
 * A toast that closes while it has the focus gives it to the next toast. The last one gives it to what had it before
 * the toasts, or to `home` where that is gone; the toasts know the former only of who came with F6.
 */
export function useToastFocus(home: () => HTMLElement | null) {
  const { toasts } = Toast.useToastManager();
  const before = useRef<HTMLElement | null>(null);

  useEffect(() => {
    const closing = toasts.find(
      ({ transitionStatus, ref }) => transitionStatus === 'ending' && hasFocus(ref?.current),
    );
    if (closing === undefined) return;
    before.current?.focus();
    if (hasFocus(closing.ref?.current)) home()?.focus();
  }, [toasts, home]);

  return {
    onFocus({ currentTarget, relatedTarget }: FocusEvent): void {
      if (!(relatedTarget instanceof HTMLElement) || currentTarget.contains(relatedTarget)) return;
      // Stands before the toasts to lead the focus to them.
      if (relatedTarget.matches('[data-base-ui-focus-guard]')) return;
      before.current = relatedTarget;
    },
  };
}

function hasFocus(element: HTMLElement | null | undefined): boolean {
  return element?.contains(document.activeElement) === true;
}
