import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { systemClock } from '../../shared/clock.ts';
import { scheduleFrame } from '../chat/schedule-frame.ts';
import { Header } from '../header.tsx';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { waysToAdd } from '../route.ts';
import type { ServersPlace } from '../route.ts';
import { AddServer } from './add-server.tsx';
import { ServerActionsProvider } from './server-actions.tsx';
import { ServerDetails } from './server-details.tsx';
import { ServerList } from './server-list.tsx';
import { ServersContext, useServersState } from './servers-context.tsx';
import { createServers } from './servers-store.ts';
import type { Servers } from './servers-store.ts';

/** The MCP servers: all of them, one of them, or a new one. */
export function ServersPage({ at }: { readonly at: ServersPlace | undefined }) {
  const { bridge } = usePage();
  const [servers, setServers] = useState<Servers | null>(null);

  useEffect(() => {
    const made = createServers(bridge, systemClock, Math.random, scheduleFrame);
    setServers(made);
    return () => made.close();
  }, [bridge]);

  if (servers === null) return null;
  return (
    <ServersContext value={servers}>
      <ServerActionsProvider>
        <Place at={at} />
      </ServerActionsProvider>
    </ServersContext>
  );
}

function Place({ at }: { readonly at: ServersPlace | undefined }) {
  const { t } = useTranslation();
  const error = useServersState((state) => state.error);
  const name = useServersState(({ configs }) => configs?.find(({ id }) => id === at)?.name);
  const way = waysToAdd.find((one) => one === at);
  const isAdding = way !== undefined;
  const title = isAdding ? t('servers.add.title') : (name ?? t('servers.title'));
  const content = useRef<HTMLDivElement>(null);
  const before = useRef(at);

  useEffect(() => {
    document.title = `${title} – ${t('app')}`;
  }, [title, t]);

  useEffect(() => {
    if (before.current === at) return;
    before.current = at;
    // What was followed here is gone; reading goes on at the top.
    if (
      !(document.activeElement instanceof HTMLElement) ||
      document.activeElement === document.body
    )
      content.current?.focus();
    content.current?.scrollTo(0, 0);
  }, [at]);

  return (
    <>
      <Header title={title} />
      <div
        ref={content}
        tabIndex={-1}
        className="@container min-h-0 flex-1 scroll-pt-16 overflow-y-auto outline-none [scrollbar-gutter:stable]"
      >
        <div className="mx-auto flex w-full max-w-[992px] flex-col gap-4 px-4 py-6">
          {error !== null && (
            <p role="alert" className="text-sm text-danger">
              {sayError(error)}
            </p>
          )}
          {at === undefined && <ServerList />}
          {isAdding && <AddServer way={way} />}
          {at !== undefined && !isAdding && <ServerDetails key={at} id={at} />}
        </div>
      </div>
    </>
  );
}
