import { marked } from 'marked';
import type { Token, Tokens } from 'marked';
import { decodeEntities } from '../markdown/decode-entities.ts';
import { findTooMuch } from '../markdown/find-too-much.ts';

/** What a text in Markdown says, without its marks. Where it is too much to format, the marks stay. */
export function plainText(markdown: string): string {
  return findTooMuch(markdown) === -1 ? blocks(marked.lexer(markdown)).trim() : markdown;
}

function blocks(tokens: readonly Token[]): string {
  return tokens
    .map((token) => block(token))
    .filter((text) => text !== '')
    .join('\n\n');
}

function block(token: Token): string {
  switch (token.type) {
    case 'space':
    case 'hr':
    case 'def':
    case 'checkbox':
      return '';
    case 'code':
      return String(token['text']);
    case 'list':
      return list(token as Tokens.List); // its type says so
    case 'table':
      return table(token as Tokens.Table); // its type says so
    case 'blockquote':
      return blocks(token.tokens ?? []);
    default:
      return 'tokens' in token && token.tokens !== undefined
        ? inline(token.tokens)
        : decodeEntities(String('text' in token ? token.text : token.raw)).trim();
  }
}

function list({ items, ordered, start }: Tokens.List): string {
  return items
    .map((item, index) => {
      const mark = ordered ? `${(start === '' ? 1 : start) + index}. ` : '- ';
      const text = item.tokens
        .map((token) => block(token))
        .filter((part) => part !== '')
        .join('\n');
      return mark + text.replaceAll('\n', `\n${' '.repeat(mark.length)}`);
    })
    .join('\n');
}

function table({ header, rows }: Tokens.Table): string {
  return [header, ...rows]
    .map((cells) => cells.map(({ tokens }) => inline(tokens)).join('\t'))
    .join('\n');
}

function inline(tokens: readonly Token[]): string {
  return tokens.map((token) => inlineText(token)).join('');
}

function inlineText(token: Token): string {
  switch (token.type) {
    case 'br':
      return '\n';
    case 'image':
    case 'codespan':
    case 'escape':
      return decodeEntities(String(token['text']));
    case 'link': {
      const text = inline(token.tokens ?? []);
      const address = String(token['href']);
      return text === address || address === `mailto:${text}` ? text : `${text} (${address})`;
    }
    default:
      return 'tokens' in token && token.tokens !== undefined
        ? inline(token.tokens)
        : decodeEntities(String('text' in token ? token.text : token.raw));
  }
}
