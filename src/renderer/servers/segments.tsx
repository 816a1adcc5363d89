import { useTranslation } from 'react-i18next';
import type { Segment } from '../../shared/contract/segments.ts';
import { segmentsOf } from '../../shared/hidden-characters.ts';

const mostCodes = 4;

/** Text as it is, with every character in it that cannot be seen drawn as a sign. */
export function Segments({ segments }: { readonly segments: readonly Segment[] }) {
  const { t } = useTranslation();
  return (
    // What turns the direction of text around is taken out of it; what is left must not turn ours.
    <span className="[overflow-wrap:anywhere] whitespace-pre-wrap [unicode-bidi:isolate]">
      {segments.map((segment, index) =>
        segment.type === 'plain' ? (
          segment.text
        ) : (
          <mark
            // They never change places.
            key={index}
            title={t(`servers.hidden.${segment.kind}`)}
            className="mx-0.5 rounded border border-warning bg-transparent px-1 font-mono text-xs whitespace-nowrap text-warning"
          >
            <span className="sr-only">{t(`servers.hidden.${segment.kind}`)}: </span>
            {signOf(segment)}
          </mark>
        ),
      )}
    </span>
  );
}

/** The same of a text that came whole: a name, a piece of a change. */
export function Drawn({ text }: { readonly text: string }) {
  return <Segments segments={segmentsOf(text)} />;
}

function signOf({ codes, reads }: Extract<Segment, { type: 'hidden' }>): string {
  const some = codes.slice(0, mostCodes).join(' ');
  const more = codes.length > mostCodes ? ` … ×${codes.length}` : '';
  return reads === undefined ? some + more : `${some}${more} “${reads}”`;
}

export function hasHidden(segments: readonly Segment[]): boolean {
  return segments.some(({ type }) => type === 'hidden');
}
