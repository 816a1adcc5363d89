import { useTranslation } from 'react-i18next';
import type { StreamTimeouts } from '../../shared/contract/settings.ts';
import { ProviderCard } from './provider-card.tsx';
import type { ProviderCardProps } from './provider-card.tsx';
import type { KeyPlace, ProviderInfo } from './provider-types.ts';
import { useIsShown } from './search/shown-settings.ts';
import { providerEntryId } from './search/use-setting-entries.ts';
import { Section } from './section.tsx';
import { TimeoutsSetting } from './timeouts-setting.tsx';

export interface ModelsSectionProps {
  readonly providers: readonly ProviderInfo[];
  readonly keyPlaces: readonly KeyPlace[];
  readonly timeouts: StreamTimeouts;
}

/** Who can be asked, with which key, and how patiently. */
export function ModelsSection({ providers, keyPlaces, timeouts }: ModelsSectionProps) {
  const { t } = useTranslation();
  return (
    <Section name="models">
      <div className="flex flex-col gap-3 pb-4">
        <p className="text-sm text-muted">{t('settings.providersHint')}</p>
        {providers.map((provider) => (
          <ShownCard key={provider.id} provider={provider} keyPlaces={keyPlaces} />
        ))}
      </div>
      <TimeoutsSetting timeouts={timeouts} />
    </Section>
  );
}

/** Hidden and not gone while the search is for others: what was typed into its fields stays. */
function ShownCard({ provider, keyPlaces }: ProviderCardProps) {
  const isShown = useIsShown(providerEntryId(provider.id));
  return (
    <div hidden={!isShown}>
      <ProviderCard provider={provider} keyPlaces={keyPlaces} />
    </div>
  );
}
