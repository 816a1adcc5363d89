import './markdown.css';
import { useId, useMemo, useState } from 'react';
import { BlockView } from './block-view.tsx';
import { collectFootnotes } from './footnotes/collect-footnotes.ts';
import { FootnoteList } from './footnotes/footnote-list.tsx';
import { FootnotesContext } from './footnotes/footnotes-context.ts';
import { createMarkdownBlocks } from './markdown-blocks.ts';

export interface MarkdownProps {
  readonly text: string;
  /** It is being written now. */
  readonly isOpen: boolean;
}

/** The one place where Markdown becomes elements. No HTML of the text's own ever comes through. */
export function Markdown({ text, isOpen }: MarkdownProps) {
  const [reader] = useState(createMarkdownBlocks);
  const prefix = useId();
  const blocks = useMemo(() => reader.update(text), [reader, text]);
  const footnotes = useMemo(() => collectFootnotes(blocks), [blocks]);
  const place = useMemo(() => ({ footnotes, prefix }), [footnotes, prefix]);
  return (
    <FootnotesContext value={place}>
      <div className="markdown">
        {blocks.map((block, index) => (
          <BlockView key={block.key} block={block} isOpen={isOpen && index === blocks.length - 1} />
        ))}
        <FootnoteList />
      </div>
    </FootnotesContext>
  );
}
