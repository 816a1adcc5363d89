import type { MarkedToken, Token } from 'marked';
import { Image } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { decodeEntities } from './decode-entities.ts';
import { ExternalLink } from './external-link.tsx';

/** Words and what is done to them. Raw HTML is shown as it was written. */
export function Inline({ tokens }: { readonly tokens: readonly Token[] | undefined }): ReactNode {
  // Without extensions the lexer makes no tokens but its own.
  return (tokens as readonly MarkedToken[] | undefined)?.map((token, index) => (
    <InlineToken key={index} token={token} />
  ));
}

function InlineToken({ token }: { readonly token: MarkedToken }): ReactNode {
  switch (token.type) {
    case 'text':
      return token.tokens === undefined ? (
        decodeEntities(token.text)
      ) : (
        <Inline tokens={token.tokens} />
      );
    case 'strong':
      return (
        <strong>
          <Inline tokens={token.tokens} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      );
    case 'del':
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      );
    case 'codespan':
      return <code>{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
      return (
        <ExternalLink href={token.autolink === true ? token.href : decodeEntities(token.href)}>
          {token.autolink === true ? token.text : <Inline tokens={token.tokens} />}
        </ExternalLink>
      );
    case 'image':
      return <ImageLink href={decodeEntities(token.href)} alt={decodeEntities(token.text)} />;
    case 'escape':
      return token.text;
    default:
      return token.raw;
  }
}

/** A picture somewhere else is never loaded by itself: asking for it would tell that server about the reader. */
function ImageLink({ href, alt }: { readonly href: string; readonly alt: string }) {
  const { t } = useTranslation();
  return (
    <ExternalLink href={href}>
      <Image aria-hidden className="mr-1 inline size-4 align-text-bottom" />
      {t('markdown.image', { alt: alt === '' ? href : alt })}
    </ExternalLink>
  );
}
