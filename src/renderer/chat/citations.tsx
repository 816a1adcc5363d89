import { useTranslation } from 'react-i18next';
import type { Citation } from '../../shared/contract/message.ts';
import { ExternalLink } from './markdown/links/external-link.tsx';

/** Where a passage comes from, numbered; the words that are quoted show on hover. */
export function Citations({ citations }: { readonly citations: readonly Citation[] }) {
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
