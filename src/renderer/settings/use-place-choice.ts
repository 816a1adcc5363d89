import { useState } from 'react';
import type { PlaceChoiceProps } from './place-choice.tsx';
import type { KeyPlace } from './provider-types.ts';

export interface ChosenPlace {
  readonly place: KeyPlace;
  /** The place is one that the person has to agree to, and did not yet. */
  readonly needsConsent: boolean;
  /** For the next secret it is chosen anew. */
  readonly reset: () => void;
  readonly props: Pick<PlaceChoiceProps, 'value' | 'onChange' | 'isAgreed' | 'onAgree'>;
}

/** Where a secret is to be kept; what was agreed to holds for the place it was said of. */
export function usePlaceChoice(): ChosenPlace {
  const [place, setPlace] = useState<KeyPlace>('session');
  const [isAgreed, setAgreed] = useState(false);
  function choose(next: KeyPlace): void {
    setPlace(next);
    setAgreed(false);
  }
  return {
    place,
    needsConsent: place === 'plain-file' && !isAgreed,
    reset: () => choose('session'),
    props: { value: place, onChange: choose, isAgreed, onAgree: setAgreed },
  };
}
