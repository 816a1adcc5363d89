import { CircleAlert, CircleCheck } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.tsx';
import { toAppError } from '../bridge/to-app-error.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { BaseUrlField } from './base-url-field.tsx';
import { KeyField } from './key-field.tsx';
import type { KeyPlace, ProviderInfo } from './provider-types.ts';
import type { ChangeSettings } from './settings-page.tsx';

export interface ProviderCardProps {
  readonly provider: ProviderInfo;
  readonly keyPlaces: readonly KeyPlace[];
  readonly change: ChangeSettings;
}

export function ProviderCard({ provider, keyPlaces, change }: ProviderCardProps) {
  const { t } = useTranslation();
  const keyInput = useRef<HTMLInputElement>(null);
  const urlInput = useRef<HTMLInputElement>(null);
  const titleId = `provider-${provider.id}`;
  return (
    <section
      aria-labelledby={titleId}
      className="flex flex-col gap-5 rounded-xl border border-border bg-raised p-4"
    >
      <h3 id={titleId} className="font-semibold">
        {provider.name}
      </h3>
      {provider.needsKey ? (
        <KeyField provider={provider} keyPlaces={keyPlaces} inputRef={keyInput} />
      ) : (
        <p className="text-sm text-muted">{t('settings.noKeyNeeded')}</p>
      )}
      {provider.baseUrl !== null && (
        <BaseUrlField
          provider={provider}
          baseUrl={provider.baseUrl}
          inputRef={urlInput}
          change={change}
        />
      )}
      <CheckButton
        provider={provider}
        tried={() => ({
          key: keyInput.current?.value.trim() ?? '',
          baseUrl: urlInput.current?.value.trim() ?? '',
        })}
      />
    </section>
  );
}

interface CheckButtonProps {
  readonly provider: ProviderInfo;
  /** What stands in the fields now, saved or not. */
  readonly tried: () => { readonly key: string; readonly baseUrl: string };
}

function CheckButton({ provider, tried }: CheckButtonProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const [result, setResult] = useState<
    { readonly ok: boolean; readonly text: string } | 'running' | null
  >(null);

  async function check(): Promise<void> {
    setResult('running');
    const { key, baseUrl } = tried();
    const next = await bridge.client.providers
      .check({
        provider: provider.id,
        ...(key === '' ? {} : { key }),
        ...(baseUrl === '' ? {} : { baseUrl }),
      })
      .then(
        ({ ok, error }) => ({ ok, text: error?.message }),
        (error: unknown) => ({ ok: false, text: toAppError(error).message }),
      );
    const text =
      next.text ??
      t(provider.needsKey ? 'settings.check.ok' : 'settings.check.okNoKey', {
        name: provider.name,
      });
    setResult({ ok: next.ok, text });
    announce(text);
  }

  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button disabled={result === 'running'} onClick={() => void check()}>
        {t('settings.check.label')}
      </Button>
      {result === 'running' && <p className="text-sm text-muted">{t('settings.check.running')}</p>}
      {result !== null && result !== 'running' && (
        <p className="flex min-w-0 flex-1 basis-60 gap-2 text-sm">
          {result.ok ? (
            <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
          ) : (
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
          )}
          <span className="min-w-0 [overflow-wrap:anywhere]">{result.text}</span>
        </p>
      )}
    </div>
  );
}
