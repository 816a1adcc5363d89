import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerConfig } from '../../shared/contract/mcp-server.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';

/** Whether what its tools say of themselves is believed, and what follows from that. */
export function TrustSwitch({ config }: { readonly config: ServerConfig }) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const [wanted, setWanted] = useState<{ readonly of: ServerConfig; readonly on: boolean } | null>(
    null,
  );
  const [error, setError] = useState<string | null>(null);

  async function turn(trusted: boolean): Promise<void> {
    setWanted({ of: config, on: trusted });
    setError(null);
    try {
      await bridge.client.mcp.setTrusted({ server: config.id, trusted });
      announce(t('settings.saved'));
    } catch (failure) {
      setWanted(null);
      setError(sayError(toAppError(failure)));
    }
  }

  return (
    <div className="text-sm">
      <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          role="switch"
          // Shown at once, until the list says what became of it.
          checked={wanted?.of === config ? wanted.on : config.trusted}
          onChange={(event) => void turn(event.target.checked)} // keeps its error itself
          className="size-4 shrink-0"
        />
        {t('servers.trust.label')}
      </label>
      <p className="text-xs text-muted">{t('servers.trust.hint')}</p>
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
