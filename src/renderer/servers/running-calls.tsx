import { useTranslation } from 'react-i18next';
import type { RunningCall } from '../../shared/contract/mcp-events.ts';
import { duration } from '../chat/duration.ts';
import { progressWords } from '../chat/tool/progress-words.ts';
import { RouteLink } from '../route-link.tsx';
import { Meter } from '../ui/meter.tsx';
import { useNow } from '../ui/use-now.ts';
import { Drawn } from './segments.tsx';

const everySecond = 1_000;

/** What a server is doing now, how far it got, and for how long already. */
export function RunningCalls({ calls }: { readonly calls: readonly RunningCall[] }) {
  const { t, i18n } = useTranslation();
  const now = useNow(everySecond);
  return (
    <ul className="divide-y divide-border rounded-xl border border-border text-sm">
      {calls.map(({ server, call, tool, startedAt, conversationId, progress }) => {
        const words = progress && progressWords(progress, t, i18n.language);
        const seconds = Math.max(0, Math.floor((now - startedAt) / 1000)) * 1000;
        return (
          <li key={`${server} ${call}`} className="flex flex-col gap-1 p-3">
            <div className="flex flex-wrap items-center justify-between gap-x-4">
              <span className="min-w-0 font-medium [overflow-wrap:anywhere]">
                <Drawn text={tool} />
              </span>
              <span className="text-muted tabular-nums">{duration(seconds, i18n.language)}</span>
            </div>
            {words !== undefined && (
              <p className="text-xs text-muted tabular-nums [overflow-wrap:anywhere]">{words}</p>
            )}
            {words !== undefined && progress?.total !== undefined && (
              <Meter
                role="progressbar"
                label={tool}
                text={words}
                value={progress.progress}
                of={progress.total}
              />
            )}
            {conversationId !== undefined && (
              <RouteLink
                to={{ page: 'chat', id: conversationId }}
                className="self-start text-xs underline underline-offset-2"
              >
                {t('servers.calls.chat')}
              </RouteLink>
            )}
          </li>
        );
      })}
    </ul>
  );
}
