import { Image } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ExternalLink } from './external-link.tsx';
import { safeUrl } from './safe-url.ts';

export interface ImagePlaceholderProps {
  readonly href: string;
  readonly alt: string;
  readonly isInLink: boolean;
}

/**
 * Stands where a picture would be. A picture somewhere else is never loaded by the page: asking for
 * it would tell that server about the reader, and carry away whatever was put into its address. The
 * link opens it in a tab of its own.
 */
export function ImagePlaceholder({ href, alt, isInLink }: ImagePlaceholderProps) {
  const { t } = useTranslation();
  const url = safeUrl(href);
  const words = alt === '' ? t('markdown.image') : t('markdown.imageOf', { alt });
  return (
    <span className="image-placeholder">
      <Image aria-hidden className="mr-1.5 inline size-4 align-[-0.2em] text-muted" />
      <span className="[unicode-bidi:isolate]">{words}</span>{' '}
      {isInLink ? null : url === null ? (
        <span className="text-muted">{t('markdown.imageNotShown')}</span>
      ) : (
        <ExternalLink href={href} words={words}>
          {t('markdown.showImage', { destination: url.destination })}
        </ExternalLink>
      )}
    </span>
  );
}
