import { ArrowDown } from 'lucide-react';
import { memo, useCallback, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerConfig } from '../../shared/contract/mcp-server.ts';
import type { ServerLogLine } from '../../shared/contract/mcp.ts';
import { useFollowEnd } from '../chat/use-follow-end.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { LogLevelChoice } from './log-level-choice.tsx';
import { useServersState } from './servers-context.tsx';
import { useServerLog } from './use-server-log.ts';

const kinds = ['stderr', 'server', 'stdout', 'host', 'protocol'] as const;
type Kind = ServerLogLine['kind'];

/** What a server wrote and was told, read when it is asked for: it may be long. */
export function ServerLog({ config }: { readonly config: ServerConfig }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <p className="text-sm text-muted">{t('servers.log.hint')}</p>
      <Button aria-expanded={isOpen} className="self-start" onClick={() => setOpen(!isOpen)}>
        {t(isOpen ? 'servers.log.hide' : 'servers.log.show')}
      </Button>
      {isOpen && (
        <>
          <LogLevelChoice config={config} />
          <OpenLog id={config.id} />
        </>
      )}
    </>
  );
}

function OpenLog({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const [hidden, setHidden] = useState<readonly Kind[]>([]);
  const [firstId, setFirstId] = useState<string | undefined>(undefined);
  const follow = useFollowEnd(firstId);
  const newest = useServersState(({ live }) => live?.logs[id]);
  const { log, error, readEarlier } = useServerLog(id, newest, follow.isFollowing);
  const lines = log?.lines.filter(({ kind }) => !hidden.includes(kind)) ?? [];
  // What stands at the top, so that the view stays where it is when older lines come before it.
  const top = lines[0]?.number.toString();
  if (top !== firstId) setFirstId(top);
  const label = useId();
  const region = useRef<HTMLElement | null>(null);
  const { scroller } = follow;
  const attach = useCallback(
    (element: HTMLElement | null) => {
      region.current = element;
      return scroller(element);
    },
    [scroller],
  );

  return (
    <div className="flex flex-col gap-2">
      <div role="group" aria-labelledby={label} className="flex flex-wrap gap-x-4 text-sm">
        <span id={label} className="sr-only">
          {t('servers.log.kindsLabel')}
        </span>
        {kinds.map((kind) => (
          <label key={kind} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              checked={!hidden.includes(kind)}
              onChange={(event) =>
                setHidden(
                  event.target.checked
                    ? hidden.filter((other) => other !== kind)
                    : [...hidden, kind],
                )
              }
              className="size-4"
            />
            {t(`servers.log.kinds.${kind}`)}
          </label>
        ))}
      </div>
      {error !== null && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
      <div className="relative">
        <div
          ref={attach}
          onScroll={follow.onScroll}
          role="region"
          aria-label={t('servers.log.lines')}
          // It scrolls, also by keyboard.
          tabIndex={0}
          className="h-80 overflow-y-auto rounded-xl border border-border bg-surface p-2 font-mono text-xs"
        >
          <div ref={follow.content}>
            {log?.hasEarlier === true && (
              <Button className="mb-2" onClick={() => void readEarlier()}>
                {t('servers.log.earlier')}
              </Button>
            )}
            {log === null && error === null && (
              <p className="font-sans text-muted">{t('servers.loading')}</p>
            )}
            {log !== null && lines.length === 0 && (
              <p className="font-sans text-muted">
                {t(log.lines.length === 0 ? 'servers.log.empty' : 'servers.log.allHidden')}
              </p>
            )}
            <ol>
              {lines.map((line) => (
                <Line key={line.number} line={line} />
              ))}
            </ol>
          </div>
        </div>
        {!follow.isFollowing && (
          <Button
            className="absolute right-3 bottom-3 font-sans"
            onClick={() => {
              follow.jumpToEnd();
              // The button goes.
              region.current?.focus();
            }}
          >
            <ArrowDown aria-hidden className="size-4" />
            {t('servers.log.toEnd')}
          </Button>
        )}
      </div>
    </div>
  );
}

const colors = {
  stderr: 'text-text',
  server: 'text-text',
  stdout: 'text-warning',
  host: 'text-accent',
  protocol: 'text-muted',
} as const satisfies Record<Kind, string>;

const Line = memo(function Line({ line }: { readonly line: ServerLogLine }) {
  const { t, i18n } = useTranslation();
  const { at, kind, direction, text, cut } = line;
  const time = new Date(at).toLocaleTimeString(i18n.language, { timeStyle: 'medium' });
  return (
    <li className={classNames('flex gap-2 py-px', colors[kind])}>
      <span className="shrink-0 text-muted tabular-nums select-none">{time}</span>
      <span className="w-20 shrink-0 truncate text-muted select-none">
        {direction === undefined
          ? t(`servers.log.kinds.${kind}`)
          : t(`servers.log.directions.${direction}`)}
      </span>
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere] whitespace-pre-wrap [unicode-bidi:plaintext]">
        {text}
        {cut !== undefined && (
          <span className="font-sans text-muted"> {t('servers.log.cut', { count: cut })}</span>
        )}
      </span>
    </li>
  );
});
