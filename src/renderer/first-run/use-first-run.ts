import { useState } from 'react';
import { useStore } from 'zustand';
import { hasBeenHere } from '../appearance/remembered-appearance.ts';
import { usePage } from '../page-context.tsx';

export interface FirstRunState {
  /** `unknown`: the settings are not there yet, and this browser has never seen them. */
  readonly state: 'unknown' | 'due' | 'over';
  readonly end: () => void;
}

/** Over once and for all when the steps were taken or skipped, in whichever window. */
export function useFirstRun(): FirstRunState {
  const { settings } = usePage();
  const { settings: read, error } = useStore(settings.store);
  // Should that not be saved, the page goes on all the same, and asks again next time.
  const [hasEnded, setEnded] = useState(false);
  const [wasHere] = useState(hasBeenHere);

  return {
    state: hasEnded || error !== null ? 'over' : stateOf(read?.welcomed, wasHere),
    end() {
      setEnded(true);
      void settings.change({ welcomed: true }); // see above
    },
  };
}

/** Who comes back should not wait for the settings to see the page. */
function stateOf(welcomed: boolean | undefined, wasHere: boolean): FirstRunState['state'] {
  if (welcomed === undefined) return wasHere ? 'over' : 'unknown';
  return welcomed ? 'over' : 'due';
}
