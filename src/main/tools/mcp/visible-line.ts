import { segmentsOf } from '../../../shared/hidden-characters.ts';
import { cutTo } from '../results/excerpt.ts';

/** A text of a server's on one line, without what cannot be seen, and no longer than this in UTF-16 code units. */
export function visibleLine(text: string, length: number): string {
  const visible = segmentsOf(text.slice(0, 10 * length))
    .map((segment) => (segment.type === 'plain' ? segment.text : ''))
    .join('');
  return cutTo(visible.replaceAll(/\s+/g, ' ').trim(), length);
}
