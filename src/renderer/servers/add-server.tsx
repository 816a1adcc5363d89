import { ArrowLeft } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftConfig } from '../../shared/contract/mcp-server.ts';
import { usePage } from '../page-context.tsx';
import { RouteLink } from '../route-link.tsx';
import { waysToAdd } from '../route.ts';
import type { WayToAdd } from '../route.ts';
import { announce } from '../ui/announcer.tsx';
import { Choice } from '../ui/choice.tsx';
import { goTo, renameRoute } from '../use-route.ts';
import { AddBundle } from './add-bundle.tsx';
import { NewServerForm } from './new-server-form.tsx';
import { PasteServers } from './paste-servers.tsx';
import { placeOf } from './place-of.ts';
import { useServers } from './servers-context.tsx';
import { SuggestedServers } from './suggested-servers.tsx';

/** A new server, in one of four ways. Whichever it is, it arrives off. */
export function AddServer({ way }: { readonly way: WayToAdd }) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const servers = useServers();
  const label = useId();

  async function add(config: DraftConfig, secrets: Readonly<Record<string, string>>) {
    const { server } = await bridge.client.mcp.add({ config, secrets });
    await show(server, config.name);
  }

  async function show(server: string, name: string) {
    announce(t('servers.add.added', { name }));
    await servers.reload();
    goTo({ page: 'servers', at: placeOf(server) });
  }

  return (
    <>
      <RouteLink
        to={{ page: 'servers' }}
        className="flex min-h-8 items-center gap-1.5 self-start text-sm text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('servers.all')}
      </RouteLink>
      <h2 id={label} className="sr-only">
        {t('servers.add.how')}
      </h2>
      <Choice
        labelledBy={label}
        options={waysToAdd.map((value) => ({ value, label: t(`servers.add.ways.${value}`) }))}
        value={way}
        onChange={(value) => renameRoute({ page: 'servers', at: value })}
      />
      <p className="text-sm text-muted">{t('servers.add.arrivesOff')}</p>
      {way === 'form' && <NewServerForm onSave={add} />}
      {way === 'paste' && <PasteServers />}
      {way === 'bundle' && <AddBundle onAdded={show} />}
      {way === 'suggested' && <SuggestedServers onAdd={add} />}
    </>
  );
}
