import { useEffect, useState } from 'react';
import type { FormEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import type { ProviderInfo } from './provider-types.ts';
import { useReloadProviders } from './use-reload-providers.ts';

export interface BaseUrlFieldProps {
  readonly provider: ProviderInfo;
  readonly baseUrl: NonNullable<ProviderInfo['baseUrl']>;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** What stands in the field is another. */
  readonly onEdit: () => void;
}

/** Where a provider is asked. What is saved here wins over the environment, and that over the default. */
export function BaseUrlField({ provider, baseUrl, inputRef, onEdit }: BaseUrlFieldProps) {
  const { t } = useTranslation();
  const { settings, providers } = usePage();
  const reload = useReloadProviders();
  const [outcome, setOutcome] = useState<'saved' | { readonly error: string } | null>(null);

  // A value from outside has taken the place of what stood in the field.
  useEffect(onEdit, [baseUrl.value]); // oxlint-disable-line react-hooks/exhaustive-deps -- see above

  async function set(value: string): Promise<void> {
    if (value !== '' && !isWebAddress(value)) {
      setOutcome({ error: t('settings.baseUrl.invalid') });
      inputRef.current?.focus();
      return;
    }
    const entry = value === '' ? {} : { baseUrl: value };
    const error = await settings.change({ providers: { [provider.id]: entry } });
    // A key that is entered from now on is for the new address, and the page must know it by then.
    if (error === null) await providers.reloadProviders();
    setOutcome(error === null ? 'saved' : { error: sayError(error) });
    if (error === null) announce(t('settings.saved'));
    await reload();
    // The button that was pressed may be gone, and the field another one.
    if (document.activeElement === document.body) inputRef.current?.focus();
  }

  function save(event: FormEvent): void {
    event.preventDefault();
    void set(inputRef.current?.value.trim() ?? '');
  }

  return (
    <form onSubmit={save} noValidate className="flex flex-col gap-2">
      <TextField
        // Another value from outside replaces what stands in the field.
        key={`${baseUrl.from} ${baseUrl.value}`}
        ref={inputRef}
        label={t('settings.baseUrl.label')}
        hint={t(`settings.baseUrl.${baseUrl.from}`)}
        error={outcome === null || outcome === 'saved' ? null : outcome.error}
        type="url"
        inputMode="url"
        spellCheck={false}
        maxLength={2048}
        defaultValue={baseUrl.value}
        onInput={() => {
          setOutcome(null);
          onEdit();
        }}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit">{t('settings.baseUrl.save')}</Button>
        {baseUrl.from === 'settings' && (
          <Button look="quiet" onClick={() => void set('')}>
            {t('settings.baseUrl.reset')}
          </Button>
        )}
        {outcome === 'saved' && <p className="text-sm text-muted">{t('settings.saved')}</p>}
      </div>
    </form>
  );
}

/** The core has the last word; this answers before it is asked. */
export function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol);
}
