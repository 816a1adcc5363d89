/** What every step is given. */
export interface StepProps {
  readonly number: number;
  readonly count: number;
  readonly onBack: (() => void) | null;
  readonly onNext: () => void;
  readonly onSkip: () => void;
}
