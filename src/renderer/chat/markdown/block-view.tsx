import type { Token, Tokens } from 'marked';
import { memo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeBlock } from './code/code-block.tsx';
import { Writing } from './code/writing-context.ts';
import type { MarkdownToken } from './create-lexer.ts';
import { Inline } from './inline.tsx';
import type { Block } from './markdown-blocks.ts';
import { PlainText } from './plain-text.tsx';
import { Table } from './table.tsx';

export interface BlockViewProps {
  readonly block: Block;
  /** Its end has not come yet. */
  readonly isOpen: boolean;
}

/** Drawn anew only when its block is another object. */
export const BlockView = memo(function BlockView({ block, isOpen }: BlockViewProps) {
  if (block.type === 'plain') return <PlainText text={block.text} />;
  return (
    <Writing value={isOpen}>
      <BlockToken token={block.token} />
    </Writing>
  );
});

export function Blocks({ tokens }: { readonly tokens: readonly Token[] }): ReactNode {
  // Our lexer makes no tokens but these.
  return (tokens as readonly MarkdownToken[]).map((token, index) => (
    <BlockToken key={index} token={token} />
  ));
}

function BlockToken({ token }: { readonly token: MarkdownToken }): ReactNode {
  switch (token.type) {
    case 'paragraph':
      return (
        <p>
          <Inline tokens={token.tokens} />
        </p>
      );
    case 'heading':
      return <Heading token={token} />;
    case 'list':
      return <List token={token} />;
    case 'code':
      return <CodeBlock token={token} />;
    case 'table':
      return <Table token={token} />;
    case 'blockquote':
      return (
        <blockquote>
          <Blocks tokens={token.tokens} />
        </blockquote>
      );
    case 'hr':
      return <hr />;
    case 'html':
      return <p className="whitespace-pre-wrap">{token.raw.trimEnd()}</p>;
    case 'space':
    case 'def':
    case 'footnoteNote': // stands below the text
      return null;
    default:
      return <Inline tokens={[token]} />;
  }
}

/** The page and the message have headings of their own, so those of a text begin at the third level. */
function Heading({ token }: { readonly token: Tokens.Heading }) {
  const Tag = (['h3', 'h4', 'h5', 'h6', 'h6', 'h6'] as const)[token.depth - 1] ?? 'h6';
  return (
    <Tag data-depth={token.depth}>
      <Inline tokens={token.tokens} />
    </Tag>
  );
}

function List({ token }: { readonly token: Tokens.List }) {
  const items = token.items.map((item, index) => <ListItem key={index} item={item} />);
  if (!token.ordered) return <ul>{items}</ul>;
  return <ol start={token.start === '' ? 1 : token.start}>{items}</ol>;
}

/** Drawn anew only when its item is another object. */
const ListItem = memo(function ListItem({ item }: { readonly item: Tokens.ListItem }) {
  const { t } = useTranslation();
  if (!item.task) {
    return (
      <li>
        <Blocks tokens={item.tokens} />
      </li>
    );
  }
  return (
    <li className="list-none">
      <input
        type="checkbox"
        checked={item.checked === true}
        readOnly
        disabled
        aria-label={t(item.checked === true ? 'markdown.done' : 'markdown.notDone')}
        className="mr-2 -ml-5.5 size-3.5 align-[-0.1em]"
      />
      <Blocks tokens={item.tokens.filter(({ type }) => type !== 'checkbox')} />
    </li>
  );
});
