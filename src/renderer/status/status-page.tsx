import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../shared/contract/index.ts';
import type { ProviderStatus } from '../../shared/contract/status.ts';
import { Header } from '../header.tsx';
import { sayError } from '../i18n/say-core.ts';
import { RouteLink } from '../route-link.tsx';
import { Button, buttonClass } from '../ui/button.tsx';
import { useFollowed } from '../ui/use-followed.ts';
import { foldStatus, isAbsent } from './fold-status.ts';
import { ProviderStatusCard } from './provider-status-card.tsx';
import { useReport } from './use-report.ts';

const watch = (client: Client, signal: AbortSignal) => client.status.watch(undefined, { signal });

/** How every provider is doing, as it changes. */
export function StatusPage() {
  const { t } = useTranslation();
  const report = useReport();
  const { state: providers, error } = useFollowed(watch, foldStatus);
  const present = providers?.filter((provider) => !isAbsent(provider)) ?? [];
  const absent = providers?.filter(isAbsent) ?? [];
  const isUnused = present.every(({ attempts, lastError }) => attempts === 0 && lastError === null);

  useEffect(() => {
    document.title = `${t('status.title')} – ${t('app')}`;
  }, [t]);

  return (
    <>
      <Header title={t('status.title')} />
      <div className="min-h-0 flex-1 scroll-pt-16 overflow-y-auto [scrollbar-gutter:stable]">
        <div className="mx-auto flex w-full max-w-[992px] flex-col gap-4 px-4 py-6">
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
            <p className="min-w-0 flex-1 basis-56 text-sm text-muted">{t('status.hint')}</p>
            <div className="flex flex-wrap gap-2">
              <Button onClick={() => void report.copy()}>{t('status.report.copy')}</Button>
              <Button onClick={() => void report.save()}>{t('status.report.save')}</Button>
            </div>
          </div>
          {error !== null && (
            <p role="alert" className="text-sm text-danger">
              {sayError(error)}
            </p>
          )}
          {providers === null && error === null && (
            <p className="text-sm text-muted">{t('status.loading')}</p>
          )}
          {providers !== null && isUnused && (
            <Note text={t('status.empty')}>
              <RouteLink to={{ page: 'new' }} className={buttonClass('primary')}>
                {t('status.ask')}
              </RouteLink>
            </Note>
          )}
          {present.map((provider) => (
            <ProviderStatusCard key={provider.id} provider={provider} />
          ))}
          {absent.length > 0 && <Absent providers={absent} />}
        </div>
      </div>
    </>
  );
}

/** Names only, so that the page stays as short as what is in use. */
function Absent({ providers }: { readonly providers: readonly ProviderStatus[] }) {
  const { t, i18n } = useTranslation();
  const names = (state: ProviderStatus['state']) =>
    new Intl.ListFormat(i18n.language).format(
      providers.filter((provider) => provider.state === state).map(({ name }) => name),
    );
  const [withoutKey, notFound] = [names('no-key'), names('not-found')];
  return (
    <Note
      text={
        <>
          {withoutKey !== '' && (
            <span className="block">{t('status.withoutKey', { names: withoutKey })}</span>
          )}
          {notFound !== '' && (
            <span className="block">{t('status.notFound', { names: notFound })}</span>
          )}
        </>
      }
    >
      <RouteLink to={{ page: 'settings', section: 'models' }} className={buttonClass('plain')}>
        {t('status.addKey')}
      </RouteLink>
    </Note>
  );
}

function Note({ text, children }: { readonly text: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-xl border border-border bg-surface p-4">
      <p className="min-w-0 flex-1 basis-56 text-sm text-muted">{text}</p>
      {children}
    </div>
  );
}
