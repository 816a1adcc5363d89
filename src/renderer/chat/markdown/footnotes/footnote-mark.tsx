import { use } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FootnotesContext, markId, noteId } from './footnotes-context.ts';
import type { FootnoteReference } from './footnote-syntax.ts';
import { PageLink } from './page-link.tsx';

/** The small number in the text; what was written, as long as there is no such note. */
export function FootnoteMark({ reference }: { readonly reference: FootnoteReference }): ReactNode {
  const { t } = useTranslation();
  const { footnotes, prefix } = use(FootnotesContext);
  const place = footnotes.find(reference);
  if (place === undefined) return reference.raw;
  const { number, count } = place;
  return (
    <sup>
      <PageLink
        to={noteId(prefix, number)}
        id={markId(prefix, number, count)}
        role="doc-noteref"
        aria-label={t('markdown.footnoteMark', { number })}
        className="footnote-mark"
      >
        [{number}]
      </PageLink>
    </sup>
  );
}
