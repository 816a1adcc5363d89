import { ArrowLeft } from 'lucide-react';
import { useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunningCall, ServerStatus } from '../../shared/contract/mcp-events.ts';
import type { ServerConfig } from '../../shared/contract/mcp-server.ts';
import { duration } from '../chat/duration.ts';
import { RouteLink } from '../route-link.tsx';
import { Button } from '../ui/button.tsx';
import { EditServer } from './edit-server.tsx';
import { RemoveServer } from './remove-server.tsx';
import { RetryCountdown } from './retry-countdown.tsx';
import { RunningCalls } from './running-calls.tsx';
import { Drawn } from './segments.tsx';
import { useServerActions } from './server-actions.tsx';
import { SamplingChoice } from './sampling-choice.tsx';
import { ServerFolders } from './server-folders.tsx';
import { ServerLog } from './server-log.tsx';
import { ServerPrompts } from './server-prompts.tsx';
import { ServerResources } from './server-resources.tsx';
import { ServerState } from './server-state.tsx';
import { ServerTools } from './server-tools.tsx';
import { ServerTrouble } from './server-trouble.tsx';
import { SignInPanel } from './sign-in/sign-in-panel.tsx';
import { useServersState } from './servers-context.tsx';
import { TrustSwitch } from './trust-switch.tsx';

const noCalls: readonly RunningCall[] = [];

/** All there is to one server, and all that can be done about it. */
export function ServerDetails({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const configs = useServersState((state) => state.configs);
  const hasError = useServersState(({ error }) => error !== null);
  const config = configs?.find((one) => one.id === id);
  return (
    <>
      <RouteLink
        to={{ page: 'servers' }}
        className="flex min-h-8 items-center gap-1.5 self-start text-sm text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('servers.all')}
      </RouteLink>
      {configs === null && !hasError && (
        <p className="text-sm text-muted">{t('servers.loading')}</p>
      )}
      {configs !== null && config === undefined && (
        <p className="text-sm text-muted">{t('servers.gone')}</p>
      )}
      {config !== undefined && <Details config={config} />}
    </>
  );
}

function Details({ config }: { readonly config: ServerConfig }) {
  const { t } = useTranslation();
  const edit = useRef<HTMLDivElement>(null);
  const status = useServersState(({ live }) => live?.servers[config.id]?.status);
  const signIn = useServersState(({ signIns }) => signIns[config.id]);
  const calls = useServersState(({ live }) => live?.calls ?? noCalls).filter(
    ({ server }) => server === config.id,
  );

  function goToForm(): void {
    edit.current?.scrollIntoView({ block: 'start' });
    edit.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }

  return (
    <>
      <StatePanel config={config} status={status} />
      {status !== undefined && status.error !== null && (
        <ServerTrouble config={config} error={status.error} onEdit={goToForm} />
      )}
      {signIn !== undefined && (
        <Part title={t('servers.signIn.heading')}>
          <SignInPanel config={config} state={signIn} />
        </Part>
      )}
      {calls.length > 0 && (
        <Part title={t('servers.calls.title')}>
          <RunningCalls calls={calls} />
        </Part>
      )}
      <Part title={t('servers.tools.title')}>
        <ServerTools config={config} />
      </Part>
      <Part title={t('servers.prompts.title')}>
        <ServerPrompts id={config.id} />
      </Part>
      <Part title={t('resources.title')}>
        <ServerResources config={config} />
      </Part>
      <Part title={t('servers.log.title')}>
        <ServerLog config={config} />
      </Part>
      <Part title={t('servers.folders.title')}>
        <ServerFolders config={config} />
      </Part>
      <Part title={t('servers.sampling.title')}>
        <SamplingChoice config={config} />
      </Part>
      <Part title={t('servers.trust.title')}>
        <TrustSwitch config={config} />
      </Part>
      <Part title={t('servers.form.title')}>
        <div ref={edit} className="scroll-mt-4">
          <EditServer config={config} />
        </div>
      </Part>
      <RemoveServer config={config} />
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3 pt-4">
      <h2 id={id} tabIndex={-1} className="w-fit rounded-lg text-lg font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}

interface StatePanelProps {
  readonly config: ServerConfig;
  /** undefined: nothing is known of it yet. */
  readonly status: ServerStatus | undefined;
}

/** How it is doing and since why, and what can be asked of it. */
function StatePanel({ config, status }: StatePanelProps) {
  const error = useServerActions().errors[config.id];
  return (
    <div className="flex flex-col gap-3 rounded-xl border border-border bg-raised p-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="min-w-0 text-base font-semibold [overflow-wrap:anywhere]">
          <Drawn text={config.name} />
        </span>
        {status !== undefined && <ServerState state={status.state} />}
      </div>
      {status !== undefined && (
        <>
          <Facts status={status} id={config.id} />
          <Doings config={config} state={status.state} />
        </>
      )}
      {error !== undefined && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

function Facts({ status, id }: { readonly status: ServerStatus; readonly id: string }) {
  const { t, i18n } = useTranslation();
  const health = useServersState(({ live }) => live?.servers[id]?.health) ?? null;
  const percent = (part: number) =>
    part.toLocaleString(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  const { reason, attempt, nextRetryAt, era, latencyMs } = status;
  return (
    <dl className="grid gap-x-6 gap-y-3 text-sm @md:grid-cols-2 @3xl:grid-cols-4">
      <Fact name={t('servers.why')}>
        {t(`servers.reasons.${reason}`)}
        {attempt > 0 && ` ${t('servers.attempts', { count: attempt })}`}
      </Fact>
      {nextRetryAt !== null && (
        <Fact name={t('servers.next')}>
          <RetryCountdown at={nextRetryAt} />
        </Fact>
      )}
      {latencyMs !== null && (
        <Fact name={t('servers.answersIn')}>{duration(latencyMs, i18n.language)}</Fact>
      )}
      {health !== null && health.answers > 0 && (
        <Fact name={t('servers.failedAnswers')}>
          {t('servers.failedOf', { percent: percent(health.errorRate), count: health.answers })}
        </Fact>
      )}
      {era !== null && <Fact name={t('servers.era')}>{t(`servers.eras.${era}`)}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="tabular-nums [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

interface DoingsProps {
  readonly config: ServerConfig;
  readonly state: ServerStatus['state'];
}

/** The same buttons whatever its state, so that nothing jumps and the focus stays. */
function Doings({ config, state }: DoingsProps) {
  const { t } = useTranslation();
  const { begin, switchOff, stop, restart } = useServerActions();
  const { name, enabled } = config;
  const isUp = ['starting', 'ready', 'degraded', 'backoff', 'stopping'].includes(state);
  const doings = [
    { word: 'start', can: !isUp, run: () => begin(config) },
    { word: 'stop', can: isUp || state === 'needs_consent', run: () => stop(config) },
    { word: 'restart', can: isUp && state !== 'stopping', run: () => restart(config) },
  ] as const;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <label className="mr-2 flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
        <input
          type="checkbox"
          role="switch"
          aria-label={t('servers.onOf', { name })}
          checked={enabled}
          // Both say their error themselves.
          onChange={(event) => void (event.target.checked ? begin(config) : switchOff(config))}
          className="size-4 shrink-0"
        />
        {t('servers.on')}
      </label>
      {doings.map(({ word, can, run }) => (
        // Not disabled outright: that would take the focus away.
        <Button
          key={word}
          aria-disabled={!can}
          className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
          onClick={() => {
            if (can) void run(); // keeps its error itself
          }}
        >
          {t(`servers.${word}`)}
        </Button>
      ))}
    </div>
  );
}
