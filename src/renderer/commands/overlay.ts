import { flushSync } from 'react-dom';
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
  // What is typed before it is there must not go into a field behind it.
  cameFrom?.blur();
  overlay.setState({ open });
}

/** Gone at once, and the focus with it: to what had it before, or else to what can be used. */
export function closeOverlay(): void {
  flushSync(() => overlay.setState({ open: null }));
  const back = cameFrom?.isConnected === true ? cameFrom : homeElement();
  back?.focus();
}
