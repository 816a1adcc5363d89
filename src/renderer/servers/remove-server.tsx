import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerConfig } from '../../shared/contract/mcp-server.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { goTo } from '../use-route.ts';

/** Asked twice: its secrets, its log and what was agreed to go with it, and so does the folder of its bundle. */
export function RemoveServer({ config }: { readonly config: ServerConfig }) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const [isAsked, setAsked] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { id, name } = config;

  async function remove(): Promise<void> {
    setError(null);
    try {
      await bridge.client.mcp.remove({ server: id });
    } catch (failure) {
      setError(sayError(toAppError(failure)));
      return;
    }
    announce(t('servers.remove.done', { name }));
    goTo({ page: 'servers' });
  }

  return (
    <div className="mt-4 flex flex-wrap items-center gap-2 border-t border-border pt-4">
      <Button ref={button} look="danger" aria-expanded={isAsked} onClick={() => setAsked(!isAsked)}>
        {t('servers.remove.label')}
      </Button>
      {isAsked && (
        <div role="group" aria-label={t('servers.remove.ask', { name })} className="contents">
          <p className="basis-full text-sm">{t('servers.remove.ask', { name })}</p>
          <Button look="danger" onClick={() => void remove()}>
            {t('servers.remove.confirm')}
          </Button>
          <Button
            onClick={() => {
              setAsked(false);
              button.current?.focus();
            }}
          >
            {t('cancel')}
          </Button>
        </div>
      )}
      {error !== null && (
        <p role="alert" className="basis-full text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
