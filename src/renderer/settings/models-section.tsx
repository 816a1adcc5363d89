import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StreamTimeouts } from '../../shared/contract/settings.ts';
import { CustomForm } from './custom/custom-form.tsx';
import { FoldedRow } from './folded-row.tsx';
import { ProviderCard, ProviderFields, providerTitleId } from './provider-card.tsx';
import type { KeyPlace, ProviderInfo } from './provider-types.ts';
import { useIsShown, useShownIds } from './search/shown-settings.ts';
import { providerEntryId } from './search/use-setting-entries.ts';
import { Section } from './section.tsx';
import { isInUse, sortProviders } from './sort-providers.ts';
import { TimeoutsSetting } from './timeouts-setting.tsx';

export interface ModelsSectionProps {
  readonly providers: readonly ProviderInfo[];
  readonly keyPlaces: readonly KeyPlace[];
  readonly timeouts: StreamTimeouts;
}

/** Who can be asked, with which key, and how patiently. */
export function ModelsSection({ providers, keyPlaces, timeouts }: ModelsSectionProps) {
  const { t } = useTranslation();
  const [opened] = useState(() => new Set(providers.filter(isInUse).map(({ id }) => id)));
  const { used, toAdd } = sortProviders(providers, opened);
  const shown = useShownIds();
  const isAnyShown =
    shown.has('customProvider') || toAdd.some(({ id }) => shown.has(providerEntryId(id)));
  return (
    <Section name="models">
      <div className="flex flex-col gap-3 pb-4">
        <p className="text-sm text-muted">{t('settings.providersHint')}</p>
        {used.map((provider) => (
          <IfShown key={provider.id} id={providerEntryId(provider.id)}>
            <ProviderCard provider={provider} keyPlaces={keyPlaces} />
          </IfShown>
        ))}
        <div hidden={!isAnyShown}>
          <h3 className="pt-2 pb-1 text-sm font-medium">{t('settings.addProvider')}</h3>
          <div className="divide-y divide-border rounded-xl border border-border bg-raised">
            {toAdd.map((provider) => (
              <IfShown key={provider.id} id={providerEntryId(provider.id)}>
                <FoldedRow
                  id={providerTitleId(provider.id)}
                  title={provider.name}
                  note={noteOf(provider)}
                >
                  {() => <ProviderFields provider={provider} keyPlaces={keyPlaces} />}
                </FoldedRow>
              </IfShown>
            ))}
            <IfShown id="customProvider">
              <NewCustomProvider keyPlaces={keyPlaces} />
            </IfShown>
          </div>
        </div>
      </div>
      <TimeoutsSetting timeouts={timeouts} />
    </Section>
  );

  function noteOf({ ready, kind }: ProviderInfo): string | undefined {
    if (ready) return t('settings.ready');
    return kind === 'local' ? t('settings.local.notFoundShort') : undefined;
  }
}

function NewCustomProvider({ keyPlaces }: Pick<ModelsSectionProps, 'keyPlaces'>) {
  const { t } = useTranslation();
  const urlInput = useRef<HTMLInputElement>(null);
  const [count, setCount] = useState(0);
  return (
    <FoldedRow id="provider-new" title={t('settings.custom.title')}>
      {(fold) => (
        <CustomForm
          // The next one begins empty.
          key={count}
          provider={null}
          keyPlaces={keyPlaces}
          urlInput={urlInput}
          onEdit={() => {}}
          onSaved={({ id }) => {
            setCount(count + 1);
            fold();
            document.getElementById(providerTitleId(id))?.focus();
          }}
        />
      )}
    </FoldedRow>
  );
}

/** Hidden and not gone while the search is for others: what was typed into its fields stays. */
function IfShown({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return <div hidden={!useIsShown(id)}>{children}</div>;
}
