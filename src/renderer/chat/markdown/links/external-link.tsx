import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { late } from '../../../ui/late.tsx';
import { misleads } from './misleads.ts';
import { safeUrl } from './safe-url.ts';

const LinkHint = late(async () => (await import('./link-hint.tsx')).LinkHint);

export interface ExternalLinkProps {
  readonly href: string;
  /** What its children say, as far as they are words. */
  readonly words: string;
  readonly children: ReactNode;
}

/**
 * Opens elsewhere and says where: to the eye on hover and focus, to a screen reader with its name,
 * and always when its words could be taken for another place. An address that is not safe to
 * follow is shown as text.
 */
export function ExternalLink({ href, words, children }: ExternalLinkProps) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const url = safeUrl(href);
  if (url === null) {
    return (
      <span
        className="[unicode-bidi:isolate]"
        title={t('markdown.notOpened', { address: href.slice(0, 200) })}
      >
        {children}
      </span>
    );
  }
  return (
    <a
      href={url.href}
      target="_blank"
      rel="noopener noreferrer"
      aria-description={t('markdown.opens', { destination: url.destination })}
      className="external-link"
      onPointerEnter={({ currentTarget }) => setAnchor(currentTarget)}
      onPointerLeave={() => setAnchor(null)}
      onFocus={({ currentTarget }) => setAnchor(currentTarget)}
      onBlur={() => setAnchor(null)}
    >
      <span className="[unicode-bidi:isolate]">{children}</span>
      {misleads(words, url) && <span className="[unicode-bidi:isolate]"> ({url.destination})</span>}
      {anchor !== null && <LinkHint anchor={anchor} url={url} onClose={() => setAnchor(null)} />}
    </a>
  );
}
