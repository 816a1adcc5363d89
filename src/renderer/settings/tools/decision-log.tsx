import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToolDecisionEntry } from '../../../shared/contract/tools.ts';
import { toAppError } from '../../bridge/to-app-error.ts';
import { sayError } from '../../i18n/say-core.ts';
import { usePage } from '../../page-context.tsx';
import { RouteLink } from '../../route-link.tsx';
import { Button } from '../../ui/button.tsx';
import { TimeLabel } from '../../ui/time-label.tsx';

const pageSize = 20;

/** What was decided about calls, newest first; read when it is asked for. */
export function DecisionLog({ titleOf }: { readonly titleOf: (tool: string) => string }) {
  const { t } = useTranslation();
  const { bridge } = usePage();
  const [entries, setEntries] = useState<readonly ToolDecisionEntry[] | null>(null);
  const [hasMore, setMore] = useState(true);
  const [error, setError] = useState<string | null>(null);

  async function read(known: readonly ToolDecisionEntry[]): Promise<void> {
    setError(null);
    try {
      const before = known.at(-1)?.id;
      const page = await bridge.client.tools.decisions({
        limit: pageSize,
        ...(before === undefined ? {} : { before }),
      });
      setEntries([...known, ...page.decisions]);
      setMore(page.hasMore);
    } catch (failure) {
      setError(sayError(toAppError(failure)));
    }
  }

  return (
    <div className="flex flex-col items-start gap-2 text-sm">
      {entries?.length === 0 && <p className="text-muted">{t('settings.tools.log.empty')}</p>}
      {entries !== null && entries.length > 0 && (
        <ul className="w-full divide-y divide-border rounded-xl border border-border">
          {entries.map((entry) => (
            <li key={entry.id} className="flex flex-wrap gap-x-3 gap-y-1 px-3 py-2">
              <span className="font-medium">{titleOf(entry.tool)}</span>
              <span>{t(`settings.tools.log.outcomes.${entry.outcome}`)}</span>
              <span className="ml-auto flex min-w-0 gap-3 text-muted">
                {entry.title === null ? (
                  <span>{t('settings.tools.log.gone')}</span>
                ) : (
                  <RouteLink
                    to={{ page: 'chat', id: entry.conversationId }}
                    className="min-w-0 truncate underline"
                  >
                    {entry.title}
                  </RouteLink>
                )}
                <TimeLabel at={entry.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {(entries === null || hasMore) && (
        <Button onClick={() => void read(entries ?? [])}>
          {t(entries === null ? 'settings.tools.log.show' : 'settings.tools.log.more')}
        </Button>
      )}
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
