import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import type { StepProps } from './step.ts';

export interface StepFrameProps extends StepProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** A question, what can be answered, and the way on. The question has the focus when it comes up. */
export function StepFrame({
  title,
  text,
  number,
  count,
  onBack,
  onNext,
  onSkip,
  children,
}: StepFrameProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  return (
    <section aria-labelledby="first-run-step" className="flex flex-col gap-5">
      <div className="flex flex-col gap-1">
        <p className="text-sm text-muted tabular-nums">{t('firstRun.step', { number, count })}</p>
        <h2
          ref={heading}
          id="first-run-step"
          tabIndex={-1}
          className="w-fit rounded-lg text-xl font-semibold"
        >
          {title}
        </h2>
        <p className="text-muted">{text}</p>
      </div>
      {children}
      <div className="flex flex-wrap items-center gap-2 pt-2">
        <Button look="primary" onClick={onNext}>
          {t(number === count ? 'firstRun.start' : 'firstRun.next')}
        </Button>
        {onBack !== null && <Button onClick={onBack}>{t('firstRun.back')}</Button>}
        {number < count && (
          <Button look="quiet" onClick={onSkip} className="ml-auto">
            {t('firstRun.skip')}
          </Button>
        )}
      </div>
    </section>
  );
}
