import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageChoice } from './language-choice.tsx';
import { ModelStep } from './model-step.tsx';
import { ProviderStep } from './provider-step.tsx';
import { ShortcutStep } from './shortcut-step.tsx';

const steps = [ProviderStep, ModelStep, ShortcutStep] as const;

/** Who answers, with which model, and the keys that help. It can be skipped, and all be changed later. */
export function FirstRun({ onEnd }: { readonly onEnd: () => void }) {
  const { t } = useTranslation();
  const [index, setIndex] = useState(0);
  const Step = steps[index] ?? ShortcutStep;
  const isLast = index === steps.length - 1;

  useEffect(() => {
    document.title = `${t('firstRun.title')} – ${t('app')}`;
  }, [t]);

  return (
    <div className="mx-auto flex min-h-full w-full max-w-[36rem] flex-col gap-8 px-4 pt-[12vh] pb-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-sm font-semibold">{t('firstRun.title')}</h1>
        <LanguageChoice />
      </div>
      <Step
        key={index}
        number={index + 1}
        count={steps.length}
        onBack={index === 0 ? null : () => setIndex(index - 1)}
        onNext={isLast ? onEnd : () => setIndex(index + 1)}
        onSkip={onEnd}
      />
    </div>
  );
}
