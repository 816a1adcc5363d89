import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { usePage } from '../page-context.tsx';
import { KeyField } from '../settings/key-field.tsx';
import type { ProviderInfo } from '../settings/provider-types.ts';
import { useChange } from '../settings/use-change.ts';
import { Choice } from '../ui/choice.tsx';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './step.ts';

/** A key of one's own, or the demo. */
export function ProviderStep({ onNext, ...props }: StepProps) {
  const { t } = useTranslation();
  const { providers } = usePage();
  const { providers: list, keyPlaces, models, defaultModel } = useStore(providers.store);
  const { change, error } = useChange();
  const [picked, setPicked] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const keyInput = useRef<HTMLInputElement>(null);
  const label = useId();
  const chosen = list?.find(({ id }) => id === (picked ?? defaultModel?.provider)) ?? list?.[0];

  const isReady = chosen?.ready === true;
  const choices = useRef<HTMLDivElement>(null);
  const wasReady = useRef(isReady);

  useEffect(() => {
    // The field went with the focus in it, as its key was saved.
    if (isReady && !wasReady.current && document.activeElement === document.body)
      choices.current?.querySelector<HTMLElement>(':checked')?.focus();
    wasReady.current = isReady;
  }, [isReady]);

  async function goOn(): Promise<void> {
    if (chosen === undefined) return onNext();
    if (!chosen.ready) {
      setAsked(true);
      keyInput.current?.focus();
      return;
    }
    if (chosen.id !== defaultModel?.provider) {
      const first = models.find(({ provider }) => provider === chosen.id);
      const next = first === undefined ? null : { provider: first.provider, model: first.id };
      if ((await change({ defaultModel: next })) !== null) return;
    }
    onNext();
  }

  function labelOf(provider: ProviderInfo): string {
    const { name, kind, needsKey, ready } = provider;
    if (kind === 'local') return t('firstRun.provider.local', { name });
    if (!needsKey) return t('firstRun.provider.withoutKey', { name });
    return t(ready ? 'firstRun.provider.ready' : 'firstRun.provider.withKey', { name });
  }

  const problem = isAsked && chosen?.ready === false ? t('firstRun.provider.needsKey') : error;
  return (
    <StepFrame
      {...props}
      title={t('firstRun.provider.title')}
      text={t('firstRun.provider.text')}
      onNext={() => void goOn()}
    >
      {list !== null && chosen !== undefined && (
        <>
          <span id={label} className="sr-only">
            {t('firstRun.provider.title')}
          </span>
          <div ref={choices}>
            <Choice
              isStacked
              labelledBy={label}
              options={list
                .filter(({ needsKey, ready }) => needsKey || ready)
                .map((provider) => ({ value: provider.id, label: labelOf(provider) }))}
              value={chosen.id}
              onChange={(id) => {
                setPicked(id);
                setAsked(false);
              }}
            />
          </div>
          {chosen.needsKey && !chosen.ready && (
            <KeyField
              provider={chosen}
              keyPlaces={keyPlaces}
              inputRef={keyInput}
              onEdit={() => setAsked(false)}
            />
          )}
          {problem !== null && (
            <p role="alert" className="text-sm text-danger">
              {problem}
            </p>
          )}
        </>
      )}
    </StepFrame>
  );
}
