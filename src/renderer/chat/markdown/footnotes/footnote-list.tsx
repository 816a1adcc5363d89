import { CornerLeftUp } from 'lucide-react';
import { use } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Blocks } from '../block-view.tsx';
import { FootnotesContext, markId, noteId } from './footnotes-context.ts';
import { PageLink } from './page-link.tsx';

/** The notes below the text, each with the way back to where it is pointed at. */
export function FootnoteList(): ReactNode {
  const { t } = useTranslation();
  const { footnotes, prefix } = use(FootnotesContext);
  if (footnotes.notes.length === 0) return null;
  return (
    <section role="doc-endnotes" aria-label={t('markdown.footnotes')} className="footnotes">
      <ol>
        {footnotes.notes.map(({ number, tokens, references }) => (
          <li key={number} id={noteId(prefix, number)} tabIndex={-1}>
            <Blocks tokens={tokens} />
            {Array.from({ length: references }, (_, index) => (
              <PageLink
                key={index}
                to={markId(prefix, number, index + 1)}
                role="doc-backlink"
                aria-label={t('markdown.footnoteBack', { number, place: index + 1 })}
                className="footnote-back"
              >
                <CornerLeftUp aria-hidden className="size-3.5" />
              </PageLink>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}
