import { ClipboardPaste, ListChecks, Package, PencilLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { RouteLink } from '../route-link.tsx';
import { waysToAdd } from '../route.ts';
import { buttonClass } from '../ui/button.tsx';
import { ExportMenu } from './export-menu.tsx';
import { ServerCard } from './server-card.tsx';
import { useServersState } from './servers-context.tsx';

const icons = {
  suggested: ListChecks,
  paste: ClipboardPaste,
  bundle: Package,
  form: PencilLine,
} as const;

/** Every server, or the first step to one. */
export function ServerList() {
  const { t } = useTranslation();
  const configs = useServersState((state) => state.configs);
  const hasError = useServersState(({ error }) => error !== null);
  if (configs === null)
    return hasError ? null : <p className="text-sm text-muted">{t('servers.loading')}</p>;
  if (configs.length === 0) return <Nothing />;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p className="min-w-0 flex-1 basis-56 text-sm text-muted">{t('servers.hint')}</p>
        <div className="flex flex-wrap gap-2">
          <ExportMenu />
          <RouteLink to={{ page: 'servers', at: 'suggested' }} className={buttonClass('primary')}>
            {t('servers.add.title')}
          </RouteLink>
        </div>
      </div>
      <ul className="flex flex-col gap-3">
        {configs.map((config) => (
          <li key={config.id}>
            <ServerCard config={config} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Nothing() {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-4 rounded-xl border border-border bg-surface p-6">
      <h2 className="text-lg font-semibold">{t('servers.empty.title')}</h2>
      <p className="max-w-column text-sm text-muted">{t('servers.empty.text')}</p>
      <ul className="grid gap-3 @2xl:grid-cols-2">
        {waysToAdd.map((way) => {
          const Icon = icons[way];
          return (
            <li key={way}>
              <RouteLink
                to={{ page: 'servers', at: way }}
                className="flex h-full flex-col gap-1 rounded-xl border border-border bg-raised p-4 text-sm hover:bg-hover"
              >
                <span className="flex items-center gap-2 font-medium">
                  <Icon aria-hidden className="size-4 shrink-0 text-accent" />
                  {t(`servers.add.ways.${way}`)}
                </span>
                <span className="text-xs text-muted">{t(`servers.empty.ways.${way}`)}</span>
              </RouteLink>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
