import { memo } from 'react';
import type { ReactNode } from 'react';
import { codeKinds } from './code-kinds.ts';
import type { CodePieces } from './code-kinds.ts';
import type { GrammarName } from './code-languages.ts';
import { useCodeColors } from './use-code-colors.ts';

export interface CodeTextProps {
  readonly text: string;
  /** Null as long as it is not to be coloured. */
  readonly grammar: GrammarName | null;
}

/** Code, coloured from its beginning as far as the colours have come. */
export function CodeText({ text, grammar }: CodeTextProps): ReactNode {
  const lots = useCodeColors(grammar, text);
  return (
    <code>
      {lots.map(({ start, end, pieces }) => (
        <Lot key={start} text={text.slice(start, end)} pieces={pieces} />
      ))}
      {text.slice(lots.at(-1)?.end ?? 0)}
    </code>
  );
}

const Lot = memo(function Lot({
  text,
  pieces,
}: {
  readonly text: string;
  readonly pieces: CodePieces;
}): ReactNode {
  const nodes: ReactNode[] = [];
  let start = 0;
  for (let index = 0; index < pieces.length; index += 2) {
    const end = start + (pieces[index] ?? 0);
    const kind = codeKinds[pieces[index + 1] ?? 0];
    const piece = text.slice(start, end);
    nodes.push(
      kind === undefined || kind === 'plain' ? (
        piece
      ) : (
        <span key={index} className={`code-${kind}`}>
          {piece}
        </span>
      ),
    );
    start = end;
  }
  return nodes;
});
