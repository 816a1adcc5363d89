import { Lexer, Marked } from 'marked';
import type { MarkedToken } from 'marked';
import { footnoteSyntax } from './footnotes/footnote-syntax.ts';
import type { FootnoteNote, FootnoteReference } from './footnotes/footnote-syntax.ts';

/** Everything the lexer makes. */
export type MarkdownToken = MarkedToken | FootnoteNote | FootnoteReference;

const options = new Marked({ extensions: [...footnoteSyntax] }).defaults;

/** GitHub's Markdown with footnotes. A lexer serves one text. */
export function createLexer(): Lexer {
  return new Lexer(options);
}
