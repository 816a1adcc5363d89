import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BaseUrlField } from './base-url-field.tsx';
import { CheckButton } from './check-button.tsx';
import { KeyField } from './key-field.tsx';
import type { KeyPlace, ProviderInfo } from './provider-types.ts';

export interface ProviderCardProps {
  readonly provider: ProviderInfo;
  readonly keyPlaces: readonly KeyPlace[];
}

export function ProviderCard({ provider, keyPlaces }: ProviderCardProps) {
  const { t } = useTranslation();
  const keyInput = useRef<HTMLInputElement>(null);
  const urlInput = useRef<HTMLInputElement>(null);
  const [isUnsaved, setUnsaved] = useState(false);
  const [edits, setEdits] = useState(0);
  const titleId = `provider-${provider.id}`;
  const tried = () => ({
    key: keyInput.current?.value.trim() ?? '',
    baseUrl: urlInput.current?.value.trim() ?? '',
  });

  /** The fields hold their text themselves: a key is in no state of the page. */
  function onEdit(): void {
    const { key, baseUrl } = tried();
    setUnsaved(key !== '' || baseUrl !== (provider.baseUrl?.value ?? ''));
    setEdits((count) => count + 1);
  }

  return (
    <section
      aria-labelledby={titleId}
      className="flex flex-col gap-5 rounded-xl border border-border bg-raised p-4"
    >
      <h3 id={titleId} className="font-semibold">
        {provider.name}
      </h3>
      {provider.needsKey ? (
        <KeyField provider={provider} keyPlaces={keyPlaces} inputRef={keyInput} onEdit={onEdit} />
      ) : (
        <p className="text-sm text-muted">{t('settings.noKeyNeeded')}</p>
      )}
      {provider.baseUrl !== null && (
        <BaseUrlField
          provider={provider}
          baseUrl={provider.baseUrl}
          inputRef={urlInput}
          onEdit={onEdit}
        />
      )}
      <CheckButton
        provider={provider}
        isUnsaved={isUnsaved}
        subject={JSON.stringify([edits, provider.key, provider.baseUrl?.value])}
        tried={tried}
      />
    </section>
  );
}
