import { createStore } from 'zustand/vanilla';
import { homeElement } from '../chat/focus-home.ts';

/** Which of the commands' own dialogs is open. */
export const overlay = createStore<{ readonly open: 'palette' | 'shortcuts' | null }>(() => ({
  open: null,
}));

let cameFrom: HTMLElement | null = null;

export function openOverlay(open: 'palette' | 'shortcuts'): void {
  const focused = document.activeElement;
  cameFrom = focused instanceof HTMLElement && focused !== document.body ? focused : null;
  overlay.setState({ open });
}

/** What had the focus before; where that is gone, or was nothing, what can be used. */
export function wayBack(): HTMLElement | null {
  return cameFrom?.isConnected === true ? cameFrom : homeElement();
}

export function closeOverlay(): void {
  overlay.setState({ open: null });
}
