import { useState } from 'react';
import type { FormEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import type { ProviderInfo } from './provider-types.ts';
import type { ChangeSettings } from './settings-page.tsx';

export interface BaseUrlFieldProps {
  readonly provider: ProviderInfo;
  readonly baseUrl: NonNullable<ProviderInfo['baseUrl']>;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly change: ChangeSettings;
}

/** Where a provider is asked. What is saved here wins over the environment, and that over the default. */
export function BaseUrlField({ provider, baseUrl, inputRef, change }: BaseUrlFieldProps) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<{
    readonly isError: boolean;
    readonly text: string;
  } | null>(null);

  async function set(value: string | undefined): Promise<void> {
    const entry = value === undefined ? {} : { baseUrl: value };
    const error = await change({ providers: { [provider.id]: entry } });
    setOutcome(
      error === null
        ? { isError: false, text: t('settings.saved') }
        : { isError: true, text: error.message },
    );
  }

  function save(event: FormEvent): void {
    event.preventDefault();
    const value = inputRef.current?.value.trim() ?? '';
    void set(value === '' ? undefined : value);
  }

  return (
    <form onSubmit={save} className="flex flex-col gap-2">
      <TextField
        // Another value from outside replaces what stands in the field.
        key={`${baseUrl.from} ${baseUrl.value}`}
        ref={inputRef}
        label={t('settings.baseUrl.label')}
        hint={t(`settings.baseUrl.${baseUrl.from}`)}
        type="url"
        inputMode="url"
        spellCheck={false}
        maxLength={2048}
        defaultValue={baseUrl.value}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit">{t('settings.baseUrl.save')}</Button>
        {baseUrl.from === 'settings' && (
          <Button look="quiet" onClick={() => void set(undefined)}>
            {t('settings.baseUrl.reset')}
          </Button>
        )}
        {outcome !== null && (
          <p className={`text-sm ${outcome.isError ? 'text-danger' : 'text-muted'}`}>
            {outcome.text}
          </p>
        )}
      </div>
    </form>
  );
}
