import { createStore } from 'zustand/vanilla';
import { focusHome } from '../chat/focus-home.ts';

/** Which of the commands' own dialogs is open. */
export const overlay = createStore<{ readonly open: 'palette' | 'shortcuts' | null }>(() => ({
  open: null,
}));

/** What had the focus before. */
let cameFrom: Element | null = null;

export function openOverlay(open: 'palette' | 'shortcuts'): void {
  cameFrom = document.activeElement;
  overlay.setState({ open });
}

/** Puts the focus back where it was; without that, where it can be used. */
export function goBack(): void {
  if (cameFrom instanceof HTMLElement && cameFrom.isConnected && cameFrom !== document.body)
    cameFrom.focus();
  else focusHome();
}

export function closeOverlay(): void {
  overlay.setState({ open: null });
}
