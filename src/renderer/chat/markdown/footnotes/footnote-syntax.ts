import type { Token, TokenizerExtension } from 'marked';

/** `[^label]: what it says`, where it stands in the text. */
export interface FootnoteNote {
  readonly type: 'footnoteNote';
  readonly raw: string;
  readonly label: string;
  readonly tokens: Token[];
}

/** `[^label]` among words. Without a note of that name it is only these characters. */
export interface FootnoteReference {
  readonly type: 'footnoteReference';
  readonly raw: string;
  readonly label: string;
}

const label = String.raw`\[\^([^\s[\]]{1,100})\]`;
const head = new RegExp(String.raw`^ {0,3}${label}:[ \t]*`);
const reference = new RegExp(String.raw`^${label}(?!\()`);
/** Where a paragraph ends, or a note cuts it short: whichever comes first, so that nobody reads on to the end. */
const paragraphEnd = /\n[ \t]*\n|\n(?= {0,3}\[\^[^\s[\]]{1,100}\]:)/;
/** Begins something of its own, so it does not go on with the line above. */
const blockStart =
  /^ {0,3}(?:#{1,6}[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t]|```|~~~|\[\^[^\s[\]]{1,100}\]:)/;

/** Footnotes as GitHub writes them. */
export const footnoteSyntax: readonly TokenizerExtension[] = [
  {
    name: 'footnoteNote',
    level: 'block',
    start(source) {
      const end = paragraphEnd.exec(source);
      return end !== null && end[0] === '\n' ? end.index + 1 : undefined;
    },
    tokenizer(source) {
      const begin = head.exec(source);
      if (begin === null) return undefined;
      const raw = source.slice(0, noteEnd(source, begin[0].length));
      const body = raw.slice(begin[0].length).replace(/^(?: {1,4}|\t)/gm, '');
      return {
        type: 'footnoteNote',
        raw,
        label: nameOf(begin),
        tokens: this.lexer.blockTokens(body, []),
      } satisfies FootnoteNote;
    },
    childTokens: ['tokens'],
  },
  {
    name: 'footnoteReference',
    level: 'inline',
    tokenizer(source) {
      const found = reference.exec(source);
      if (found === null) return undefined;
      return {
        type: 'footnoteReference',
        raw: found[0],
        label: nameOf(found),
      } satisfies FootnoteReference;
    },
  },
];

function nameOf(match: RegExpExecArray): string {
  return (match[1] ?? '').toLowerCase();
}

/** A note goes on with the lines right below it and with what is indented after a blank line. */
function noteEnd(source: string, from: number): number {
  let end = lineEnd(source, from);
  let isAfterBlank = false;
  for (let start = end + 1; start < source.length;) {
    const stop = lineEnd(source, start);
    const line = source.slice(start, stop);
    if (line.trim() === '') {
      isAfterBlank = true;
    } else {
      const isIndented = /^(?: {2}|\t)/.test(line);
      if (!isIndented && (isAfterBlank || blockStart.test(line))) break;
      isAfterBlank = false;
      end = stop;
    }
    start = stop + 1;
  }
  return end;
}

function lineEnd(source: string, from: number): number {
  const newline = source.indexOf('\n', from);
  return newline === -1 ? source.length : newline;
}
