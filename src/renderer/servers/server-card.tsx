import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerConfig } from '../../shared/contract/mcp-server.ts';
import { duration } from '../chat/duration.ts';
import { sayError } from '../i18n/say-core.ts';
import { RouteLink } from '../route-link.tsx';
import { Button } from '../ui/button.tsx';
import { diagnose } from './diagnose.ts';
import { placeOf } from './place-of.ts';
import { RetryCountdown } from './retry-countdown.tsx';
import { useServerActions } from './server-actions.tsx';
import { Drawn } from './segments.tsx';
import { ServerState } from './server-state.tsx';
import { useServersState } from './servers-context.tsx';
import { toolCounts } from './tool-counts.ts';
import { wordsOf } from './words-of.ts';

/** One server in the list: what it is called, how it is doing, and whether it is on. */
export function ServerCard({ config }: { readonly config: ServerConfig }) {
  const { t } = useTranslation();
  const title = useId();
  const { begin, switchOff, signIn, errors } = useServerActions();
  const canSignIn = useServersState(({ signIns }) => signIns[config.id] !== undefined);
  const status = useServersState(({ live }) => live?.servers[config.id]?.status);
  const { name, enabled } = config;
  const error = errors[config.id];
  return (
    <section
      aria-labelledby={title}
      className="flex flex-col gap-2 rounded-xl border border-border bg-raised p-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 id={title} className="min-w-0 text-base font-semibold [overflow-wrap:anywhere]">
          <RouteLink
            to={{ page: 'servers', at: placeOf(config.id) }}
            className="rounded underline-offset-4 hover:underline"
          >
            <Drawn text={name} />
          </RouteLink>
        </h2>
        {status !== undefined && <ServerState state={status.state} />}
      </div>
      <StateLine config={config} />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <label className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
          <input
            type="checkbox"
            role="switch"
            aria-label={t('servers.onOf', { name })}
            checked={enabled}
            onChange={(event) =>
              // Both say their error themselves.
              void (event.target.checked ? begin(config) : switchOff(config))
            }
            className="size-4 shrink-0"
          />
          {t('servers.on')}
        </label>
        {status?.state === 'needs_auth' && canSignIn && (
          <Button
            aria-label={t('servers.signIn.beginOf', { name })}
            className="ml-auto"
            onClick={() => signIn(config)}
          >
            {t('servers.signIn.begin')}
          </Button>
        )}
        <RouteLink
          to={{ page: 'servers', at: placeOf(config.id) }}
          aria-label={t('servers.detailsOf', { name })}
          className="flex min-h-8 items-center text-sm underline underline-offset-2"
        >
          {t('servers.details')}
        </RouteLink>
      </div>
      {error !== undefined && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
    </section>
  );
}

/** What is wrong or what comes next, how quickly it answers, and how many tools it has. */
function StateLine({ config }: { readonly config: ServerConfig }) {
  const { t, i18n } = useTranslation();
  const live = useServersState((state) => state.live?.servers[config.id]);
  const tools = useServersState((state) => state.tools[config.id]);
  if (live === undefined) return null;
  const { status } = live;
  const { usable, waiting } = toolCounts(tools ?? []);
  const cause = status.error === null ? null : diagnose(status.error);
  const facts = [
    status.latencyMs === null
      ? null
      : t('servers.latency', { time: duration(status.latencyMs, i18n.language) }),
    usable === 0 ? null : t('servers.toolCount', { count: usable }),
  ].filter((fact) => fact !== null);
  return (
    <div className="text-sm text-muted">
      {status.error !== null && status.state !== 'needs_consent' && (
        <p className="text-text [overflow-wrap:anywhere]">
          {cause === null || cause.cause === null
            ? sayError(status.error)
            : t(`servers.doctor.${cause.cause}.why`, wordsOf(cause.facts))}
        </p>
      )}
      {status.nextRetryAt !== null && (
        <p>
          <RetryCountdown at={status.nextRetryAt} />
        </p>
      )}
      {facts.length > 0 && <p className="tabular-nums">{facts.join(' · ')}</p>}
      {waiting > 0 && <p className="text-warning">{t('servers.toolsWait', { count: waiting })}</p>}
    </div>
  );
}
