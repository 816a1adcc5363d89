import type { ReactNode } from 'react';
import { safeUrl } from './safe-url.ts';

/** Opens elsewhere, says where on hover; an address that is not safe to follow is shown as text. */
export function ExternalLink({
  href,
  children,
}: {
  readonly href: string;
  readonly children: ReactNode;
}) {
  const url = safeUrl(href);
  if (url === null) return <span title={href.slice(0, 200)}>{children}</span>;
  return (
    <a
      href={url.href}
      target="_blank"
      rel="noopener noreferrer"
      title={`${url.destination} – ${url.href.slice(0, 300)}`}
      className="text-accent underline underline-offset-2 [overflow-wrap:anywhere] hover:decoration-2"
    >
      {children}
    </a>
  );
}
