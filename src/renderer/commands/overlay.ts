import { createStore } from 'zustand/vanilla';

/** Which of the commands' own dialogs is open. */
export const overlay = createStore<{ readonly open: 'palette' | 'shortcuts' | null }>(() => ({
  open: null,
}));

export function closeOverlay(): void {
  overlay.setState({ open: null });
}
