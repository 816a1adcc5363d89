import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerPrompt } from '../../shared/contract/mcp-prompts.ts';
import { toAppError } from '../bridge/to-app-error.ts';
import { sayError } from '../i18n/say-core.ts';
import { usePage } from '../page-context.tsx';
import { Drawn, hasHidden, Segments } from './segments.tsx';
import { useServersState } from './servers-context.tsx';

/** The prompts of a server as it listed them last, and why they could not be read. */
export function ServerPrompts({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { known, failure } = useServerPrompts(id);
  if (known === null && failure === null)
    return <p className="text-sm text-muted">{t('servers.loading')}</p>;
  const error = known?.error ?? null;
  const said = error?.details?.['said'];
  const words = failure ?? (error === null ? null : sayError(error));
  const prompts = known?.prompts ?? [];
  return (
    <>
      {words !== null && (
        <div role="alert" className="flex flex-col gap-1 text-sm text-danger">
          <p>
            {t('servers.prompts.error')} {words}
          </p>
          {typeof said === 'string' && (
            <p className="text-xs text-muted">
              {t('prompts.said')} <Drawn text={said} />
            </p>
          )}
        </div>
      )}
      {prompts.length === 0 && words === null && (
        <p className="text-sm text-muted">
          {t(known?.prompts === null ? 'servers.prompts.unknown' : 'servers.prompts.none')}
        </p>
      )}
      {prompts.length > 0 && (
        <>
          <p className="text-sm text-muted">{t('servers.prompts.hint')}</p>
          {known?.hasMore === true && (
            <p className="text-sm text-warning">{t('servers.prompts.more')}</p>
          )}
          <ul className="divide-y divide-border rounded-xl border border-border">
            {prompts.map((prompt) => (
              <PromptRow key={prompt.name} prompt={prompt} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function PromptRow({ prompt }: { readonly prompt: ServerPrompt }) {
  const { t } = useTranslation();
  const { name, title, description, arguments: taken } = prompt;
  const isHidden = [description, ...taken.map((one) => one.description)].some(hasHidden);
  return (
    <li className="flex flex-col gap-0.5 p-3 text-xs text-muted">
      <p className="text-sm font-medium text-text [overflow-wrap:anywhere]">
        {title}
        {title !== name && (
          <span className="ml-2 font-mono text-xs font-normal text-muted">
            <Drawn text={name} />
          </span>
        )}
      </p>
      {isHidden && <p className="text-warning">{t('servers.tools.hiddenText')}</p>}
      {description.length > 0 && (
        <p>
          <Segments segments={description} />
        </p>
      )}
      {taken.length > 0 && (
        <ul
          aria-label={t('servers.prompts.argumentsOf', { title })}
          className="mt-1 flex flex-col gap-1 border-l border-border pl-3"
        >
          {taken.map((one) => (
            <li key={one.name} className="[overflow-wrap:anywhere]">
              <span className="text-text">{one.title}</span>{' '}
              {t(one.required ? 'prompts.required' : 'prompts.optional')}
              {one.description.length > 0 && (
                <>
                  {' · '}
                  <Segments segments={one.description} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** As they are now; `known` is null until they were read, `failure` says why they were not. */
function useServerPrompts(server: string) {
  const { bridge } = usePage();
  const revision = useServersState(({ live }) => live?.promptRevisions[server]);
  const [known, setKnown] = useState<Known | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    bridge.client.mcp.serverPrompts({ server }, { signal }).then(
      (read) => {
        if (signal.aborted) return;
        setKnown(read);
        setFailure(null);
      },
      (error: unknown) => {
        if (!signal.aborted) setFailure(sayError(toAppError(error)));
      },
    );
    return () => ended.abort();
  }, [bridge, server, revision]);

  return { known, failure };
}

type Known = Awaited<
  ReturnType<ReturnType<typeof usePage>['bridge']['client']['mcp']['serverPrompts']>
>;
