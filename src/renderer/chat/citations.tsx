import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Citation } from '../../shared/contract/message.ts';
import { ExternalLink } from './markdown/links/external-link.tsx';

interface CitationsProps {
  readonly citations: readonly Citation[];
}

/** Where a passage comes from, and the searches that led there where the vendor wants them shown. */
export function Citations({ citations }: CitationsProps) {
  const sources = citations.filter(({ search }) => search !== true);
  const searches = citations.filter(({ search }) => search === true);
  return (
    <>
      {sources.length > 0 && <Sources citations={sources} />}
      {searches.length > 0 && <Searches citations={searches} />}
    </>
  );
}

/** Numbered; the words that are quoted show on hover. */
function Sources({ citations }: CitationsProps) {
  const { t } = useTranslation();
  return (
    <ol
      aria-label={t('message.sources')}
      className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-muted"
    >
      {citations.map(({ url, title, quote }, index) => (
        <li key={index} title={quote} className="max-w-full">
          <span aria-hidden>[{index + 1}] </span>
          {url === undefined ? (
            (title ?? quote)
          ) : (
            <ExternalLink href={url} words={title ?? url}>
              {title ?? url}
            </ExternalLink>
          )}
        </li>
      ))}
    </ol>
  );
}

function Searches({ citations }: CitationsProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-xs text-muted">
      <p id={id}>{t('message.searches')}</p>
      <ul aria-labelledby={id} className="contents">
        {citations.map(({ url = '', title = url }, index) => (
          <li key={index} className="max-w-full [overflow-wrap:anywhere]">
            <ExternalLink href={url} words={title}>
              {title}
            </ExternalLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
