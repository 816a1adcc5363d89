import { useMemo, useState } from 'react';
import { BlockView } from './block-view.tsx';
import { createMarkdownBlocks } from './markdown-blocks.ts';

/** The one place where Markdown becomes elements. No HTML of the text's own ever comes through. */
export function Markdown({ text }: { readonly text: string }) {
  const [reader] = useState(createMarkdownBlocks);
  const blocks = useMemo(() => reader.update(text), [reader, text]);
  return (
    <div className="markdown">
      {blocks.map((block) => (
        <BlockView key={block.key} block={block} />
      ))}
    </div>
  );
}
