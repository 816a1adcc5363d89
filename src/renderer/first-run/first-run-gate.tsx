import type { ReactNode } from 'react';
import { homeElement } from '../chat/focus-home.ts';
import { ConnectionBanner } from '../connection-banner.tsx';
import { Notices } from '../notices.tsx';
import { late } from '../ui/late.tsx';
import { PortalPlace } from '../ui/portal-container.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { useFirstRun } from './use-first-run.ts';

const FirstRun = late(async () => (await import('./first-run.tsx')).FirstRun);

export interface FirstRunGateProps {
  /** Whoever opens a certain conversation, or the settings, wants that. */
  readonly isBeginning: boolean;
  readonly children: ReactNode;
}

/** Three steps in place of the page, for whoever is here for the first time. */
export function FirstRunGate({ isBeginning, children }: FirstRunGateProps) {
  const { state, end } = useFirstRun();
  if (state === 'over' || !isBeginning) return children;
  return (
    <div className="flex h-full flex-col">
      <ConnectionBanner />
      <Notices />
      <main className="min-h-0 flex-1 overflow-y-auto">
        {state === 'due' && <FirstRun onEnd={end} />}
      </main>
      <Toasts home={homeElement} />
      <PortalPlace />
    </div>
  );
}
