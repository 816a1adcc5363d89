import { Lexer, Marked, Tokenizer } from 'marked';
import type { MarkedToken } from 'marked';
import { footnoteSyntax } from './footnotes/footnote-syntax.ts';
import type { FootnoteNote, FootnoteReference } from './footnotes/footnote-syntax.ts';

/** Everything the lexer makes. */
export type MarkdownToken = MarkedToken | FootnoteNote | FootnoteReference;

const { defaults } = new Marked({ extensions: [...footnoteSyntax] });

/** GitHub's Markdown with footnotes. A lexer serves one text. */
export function createLexer(): Lexer {
  return new Lexer({ ...defaults, tokenizer: new PatientTokenizer() });
}

/** Characters that are looked through in vain for the other end of an emphasis, in one run of words. */
const vainlyRead = 500_000;

/** Else it is no emphasis, and nothing is read. */
const mayBegin = /^[*_]+[^\s*_]/;
const wordEnd = /[\p{L}\p{N}]$/u;

/**
 * Looks for the end of an emphasis only so often: every star that has none reads to the end of its
 * run, so a few kilobytes of them would take a second, and that again for every word that follows.
 */
class PatientTokenizer extends Tokenizer {
  /** By run, as the lexer hands it over. */
  readonly #read = new Map<string, number>();

  override emStrong(source: string, run: string, before = '') {
    if (!mayBegin.test(source) || (source.startsWith('_') && wordEnd.test(before)))
      return undefined;
    const read = this.#read.get(run) ?? 0;
    if (read > vainlyRead) return undefined;
    const found = super.emStrong(source, run, before);
    if (found === undefined) this.#read.set(run, read + source.length);
    return found;
  }
}
