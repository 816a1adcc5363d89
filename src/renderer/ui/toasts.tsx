import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { late } from './late.tsx';

export interface ToastOffer {
  readonly text: string;
  /** It takes the place of what is still shown about the same, and would contradict it. */
  readonly about?: string;
  /** What can be done about it, by its name. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** What is still to be said; whoever draws it takes it away. */
export const waitingToasts = createStore<{
  readonly hasAny: boolean;
  readonly waiting: readonly ToastOffer[];
}>(() => ({
  hasAny: false,
  waiting: [],
}));

/** Says something that has happened, for a while. It waits while it is looked at. */
export function showToast(offer: ToastOffer): void {
  waitingToasts.setState(({ waiting }) => ({ hasAny: true, waiting: [...waiting, offer] }));
}

const ToastViewport = late(async () => (await import('./toast-viewport.tsx')).ToastViewport);

export interface ToastsProps {
  /** Where the focus goes when a toast that had it is gone and so is what had it before. */
  readonly home: () => HTMLElement | null;
}

/** Where toasts appear. Costs nothing before the first one. */
export function Toasts({ home }: ToastsProps) {
  const hasAny = useStore(waitingToasts, (state) => state.hasAny);
  return hasAny ? <ToastViewport home={home} /> : null;
}
