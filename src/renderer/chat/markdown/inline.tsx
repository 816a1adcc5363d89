import type { Token } from 'marked';
import type { ReactNode } from 'react';
import type { MarkdownToken } from './create-lexer.ts';
import { decodeEntities } from './decode-entities.ts';
import { FootnoteMark } from './footnotes/footnote-mark.tsx';
import { ExternalLink } from './links/external-link.tsx';
import { ImagePlaceholder } from './links/image-placeholder.tsx';

export interface InlineProps {
  readonly tokens: readonly Token[] | undefined;
  /** Inside a link nothing else can be followed. */
  readonly isInLink?: boolean;
}

/** Words and what is done to them. Raw HTML is shown as it was written. */
export function Inline({ tokens, isInLink = false }: InlineProps): ReactNode {
  // Our lexer makes no tokens but these.
  return (tokens as readonly MarkdownToken[] | undefined)?.map((token, index) => (
    <InlineToken key={index} token={token} isInLink={isInLink} />
  ));
}

interface InlineTokenProps {
  readonly token: MarkdownToken;
  readonly isInLink: boolean;
}

function InlineToken({ token, isInLink }: InlineTokenProps): ReactNode {
  switch (token.type) {
    case 'text':
      return token.tokens === undefined ? (
        decodeEntities(token.text)
      ) : (
        <Inline tokens={token.tokens} isInLink={isInLink} />
      );
    case 'strong':
      return (
        <strong>
          <Inline tokens={token.tokens} isInLink={isInLink} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Inline tokens={token.tokens} isInLink={isInLink} />
        </em>
      );
    case 'del':
      return (
        <del>
          <Inline tokens={token.tokens} isInLink={isInLink} />
        </del>
      );
    case 'codespan':
      return <code>{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
      if (isInLink) return <Inline tokens={token.tokens} isInLink />;
      return (
        <ExternalLink
          href={token.autolink === true ? token.href : decodeEntities(token.href)}
          words={token.text}
        >
          {token.autolink === true ? token.text : <Inline tokens={token.tokens} isInLink />}
        </ExternalLink>
      );
    case 'image':
      return (
        <ImagePlaceholder
          href={decodeEntities(token.href)}
          alt={decodeEntities(token.text)}
          isInLink={isInLink}
        />
      );
    case 'footnoteReference':
      return isInLink ? token.raw : <FootnoteMark reference={token} />;
    case 'escape':
      return token.text;
    case 'html':
      // The one tag that models write where Markdown has nothing for it: in the cells of tables.
      return /^<br ?\/?>$/i.test(token.raw) ? <br /> : token.raw;
    default:
      return token.raw;
  }
}
