import { createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import type { GrammarState, ThemedToken } from 'shiki/core';
import type { CodePieces } from './code-kinds.ts';
import type { GrammarName } from './code-languages.ts';
import { codeTheme, kindOf } from './code-theme.ts';
import { grammars } from './grammars.ts';

/** As many lines as the page draws in one go. */
const linesAtOnce = 50;
/** Longer lines are not written by people. */
const lineLimit = 2_000;
/** The first lines of a language are slow: its expressions are made when they are needed. */
const lineTimeMs = 1_000;

const highlighter = createHighlighterCore({
  themes: [codeTheme],
  langs: [],
  // What it cannot translate is left uncoloured.
  engine: createJavaScriptRegexEngine({ forgiving: true }),
});

export interface CodeTokenizer {
  /** The pieces of the next lines; undefined at the end. */
  next(): CodePieces | undefined;
}

/** Reads code line by line: each lot of lines goes on where the grammar stood after the last. */
export async function openCode(grammar: GrammarName, text: string): Promise<CodeTokenizer> {
  const shiki = await highlighter;
  await shiki.loadLanguage(grammars[grammar]);
  const lines = text.split('\n');
  let line = 0;
  let state: GrammarState | undefined;
  return {
    next() {
      if (line >= lines.length) return undefined;
      const lot = lines.slice(line, line + linesAtOnce);
      line += lot.length;
      const read = () =>
        shiki.codeToTokensBase(lot.join('\n'), {
          lang: grammar,
          theme: codeTheme.name ?? '',
          tokenizeMaxLineLength: lineLimit,
          tokenizeTimeLimit: lineTimeMs,
          ...(state === undefined ? {} : { grammarState: state }),
        });
      const start = performance.now();
      let tokens = read();
      // A line that is left half read misleads the next one. The expressions are made now.
      if (state === undefined && performance.now() - start >= lineTimeMs) tokens = read();
      state = shiki.getLastGrammarState(tokens);
      return toPieces(tokens, line < lines.length);
    },
  };
}

/** Neighbours of one kind become one piece; white space takes the kind before it, for nobody sees it. */
function toPieces(lines: readonly (readonly ThemedToken[])[], isMore: boolean): CodePieces {
  const pieces: number[] = [];
  let last = -1;
  const add = (length: number, kind: number) => {
    if (length === 0) return;
    if (kind === last) {
      pieces[pieces.length - 2] = (pieces.at(-2) ?? 0) + length;
    } else {
      pieces.push(length, kind);
      last = kind;
    }
  };
  lines.forEach((line, index) => {
    for (const { content, color } of line)
      add(content.length, last !== -1 && content.trim() === '' ? last : kindOf(color));
    if (isMore || index < lines.length - 1) add(1, last === -1 ? 0 : last);
  });
  return Uint32Array.from(pieces);
}
