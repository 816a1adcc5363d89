import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerConfig } from '../../shared/contract/mcp-server.ts';
import { logLevels } from '../../shared/log-levels.ts';
import type { LogLevel } from '../../shared/log-levels.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { announce } from '../ui/announcer.tsx';
import { FieldError, inputClass } from '../ui/field.tsx';
import { useServersState } from './servers-context.tsx';

/** How much a server tells in its own messages, where it lets others say so. */
export function LogLevelChoice({ config }: { readonly config: ServerConfig }) {
  const { t } = useTranslation();
  const { mcp } = usePage().bridge.client;
  const id = useId();
  const era = useServersState(({ live }) => live?.servers[config.id]?.status.era) ?? null;
  const [isAvailable, setAvailable] = useState(false);
  const [wanted, setWanted] = useState<{
    readonly of: ServerConfig;
    readonly level: LogLevel | null;
  } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const { id: server, logLevel } = config;

  useEffect(() => {
    let isOver = false;
    mcp.logging({ server }).then(
      ({ available }) => {
        if (!isOver) setAvailable(available);
      },
      () => {}, // a server that was removed, or a connection that all of the page speaks of
    );
    return () => {
      isOver = true;
    };
    // When it was connected anew it may say something else.
  }, [mcp, server, era]);

  async function choose(level: LogLevel | null): Promise<void> {
    setWanted({ of: config, level });
    setError(null);
    try {
      await mcp.setLogLevel({ server, level });
      announce(t('settings.saved'));
    } catch (failure) {
      setWanted(null);
      setError(sayError(toAppError(failure)));
    }
  }

  if (!isAvailable && logLevel === undefined) return null;
  const level = wanted?.of === config ? wanted.level : (logLevel ?? null);
  return (
    <div className="flex flex-col gap-1 self-start">
      <label htmlFor={id} className="text-sm font-medium">
        {t('servers.log.level')}
      </label>
      <select
        id={id}
        value={level ?? ''}
        aria-describedby={error === null ? undefined : `${id}-error`}
        onChange={(event) =>
          // Keeps its error itself.
          void choose(logLevels.find((name) => name === event.target.value) ?? null)
        }
        className={inputClass}
      >
        <option value="">{t('servers.log.levelOwn')}</option>
        {logLevels.map((name) => (
          <option key={name} value={name}>
            {t(`servers.log.levels.${name}`)}
          </option>
        ))}
      </select>
      {error !== null && <FieldError id={`${id}-error`} text={error} />}
    </div>
  );
}
