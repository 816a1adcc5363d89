import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BaseUrlField } from './base-url-field.tsx';
import { CheckButton } from './check-button.tsx';
import type { Tried } from './check-button.tsx';
import { CustomForm } from './custom/custom-form.tsx';
import type { CustomFormHandle } from './custom/custom-form.tsx';
import { RemoveCustom } from './custom/remove-custom.tsx';
import { cutAddress } from './custom/server-address.ts';
import { givenHeaders, isOther, typedServer } from './custom/typed-server.ts';
import { KeyField } from './key-field.tsx';
import type { KeyFieldHandle } from './key-field.tsx';
import { LocalServer } from './local-server.tsx';
import type { KeyPlace, ProviderInfo } from './provider-types.ts';

export interface ProviderCardProps {
  readonly provider: ProviderInfo;
  readonly keyPlaces: readonly KeyPlace[];
}

export function ProviderCard({ provider, keyPlaces }: ProviderCardProps) {
  const titleId = providerTitleId(provider.id);
  return (
    <section
      aria-labelledby={titleId}
      className="flex flex-col gap-5 rounded-xl border border-border bg-raised p-4"
    >
      <h3 id={titleId} tabIndex={-1} className="w-fit scroll-mt-4 rounded-lg font-semibold">
        {provider.name}
      </h3>
      <ProviderFields provider={provider} keyPlaces={keyPlaces} />
    </section>
  );
}

export function providerTitleId(id: string): string {
  return `provider-${id}`;
}

/** What of it is not as it was saved. */
interface Typed {
  readonly hasKey: boolean;
  readonly baseUrl?: string;
  /** Headers or models of a server of one's own. */
  readonly isOtherServer?: boolean;
}

/** Its key, its address, and whether they work. */
export function ProviderFields({ provider, keyPlaces }: ProviderCardProps): ReactNode {
  const { t } = useTranslation();
  const keyInput = useRef<HTMLInputElement>(null);
  const urlInput = useRef<HTMLInputElement>(null);
  const customForm = useRef<CustomFormHandle>(null);
  const keyForm = useRef<KeyFieldHandle>(null);
  /** Without an address: it is as it was saved. */
  const [typed, setTyped] = useState<Typed>({ hasKey: false });
  const [edits, setEdits] = useState(0);
  const { kind, baseUrl } = provider;
  const saved = baseUrl?.value ?? '';
  const isUnsaved =
    typed.hasKey || (typed.baseUrl ?? saved) !== saved || typed.isOtherServer === true;

  function tried(): Tried {
    const key = keyInput.current?.value.trim() ?? '';
    const address = urlInput.current?.value.trim() ?? '';
    if (kind !== 'custom') return { key, baseUrl: address };
    const { headers, models } = typedServer(urlInput.current?.form);
    return { key, baseUrl: cutAddress(address).base, headers: givenHeaders(headers), models };
  }

  /** The fields hold their text themselves: a key is in no state of the page. */
  function onEdit(): void {
    const { key, baseUrl: address } = tried();
    const isOtherServer =
      kind === 'custom' && isOther(typedServer(urlInput.current?.form), provider);
    setTyped({ hasKey: key !== '', baseUrl: address, isOtherServer });
    setEdits((count) => count + 1);
  }

  /** No edit: what a check has found since then still holds. */
  function onSaved(): void {
    setTyped({ hasKey: tried().key !== '' });
  }

  /** The first that is not is said; not every provider has all of them. */
  function isFit(): boolean {
    return (customForm.current?.areHeadersFit() ?? true) && (keyForm.current?.isKeyFit() ?? true);
  }

  const keyField = (
    <KeyField
      ref={keyForm}
      provider={provider}
      keyPlaces={keyPlaces}
      inputRef={keyInput}
      onEdit={onEdit}
    />
  );
  const address = baseUrl !== null && (
    <BaseUrlField provider={provider} baseUrl={baseUrl} inputRef={urlInput} onEdit={onEdit} />
  );
  const check = (
    <CheckButton
      provider={provider}
      isUnsaved={isUnsaved}
      subject={JSON.stringify([edits, provider.key, baseUrl?.value])}
      tried={tried}
      isFit={isFit}
    />
  );
  switch (kind) {
    case 'vendor':
      return (
        <>
          {keyField}
          {address}
          {check}
        </>
      );
    case 'built-in':
      return (
        <>
          <p className="text-sm text-muted">{t('settings.noKeyNeeded')}</p>
          {check}
        </>
      );
    case 'local':
      return (
        <>
          <LocalServer provider={provider} />
          {address}
          {check}
        </>
      );
    case 'custom':
      return (
        <>
          <CustomForm
            ref={customForm}
            provider={provider}
            keyPlaces={keyPlaces}
            urlInput={urlInput}
            onEdit={onEdit}
            onSaved={onSaved}
          />
          {keyField}
          {check}
          <RemoveCustom provider={provider} />
        </>
      );
  }
}
