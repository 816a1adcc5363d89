import type { Links } from 'marked';
import { createLexer } from './create-lexer.ts';
import type { MarkdownToken } from './create-lexer.ts';
import { findTooMuch } from './find-too-much.ts';
import { reuseLeaves } from './reuse-leaves.ts';

/** One block of a text. Once settled, the same object as long as it looks the same. */
export type Block =
  | { readonly type: 'token'; readonly key: number; readonly token: MarkdownToken }
  /** Beyond what is formatted. */
  | { readonly type: 'plain'; readonly key: number; readonly text: string };

export interface MarkdownBlocks {
  /** The blocks of `text`. What has been settled of a text that only grew is not read again. */
  update(text: string): readonly Block[];
}

/** Formats a text while it is being written: the result is always that of formatting it whole. */
export function createMarkdownBlocks(): MarkdownBlocks {
  /** The beginning of the text that no later character can change, and its blocks. */
  let settledText = '';
  let settled: Block[] = [];
  let settledLinks: Links = noLinks();
  let links: Links = noLinks();
  /** What was given last. */
  let shown: readonly Block[] = [];

  function reset(): void {
    settledText = '';
    settled = [];
    settledLinks = noLinks();
    links = noLinks();
    shown = [];
  }

  /** A label defined late turns earlier brackets into links. False if all labels mean what they meant. */
  function relink(next: Links): boolean {
    const changed = changedLabels(links, next);
    links = next;
    if (changed.length === 0) return false;
    settled = settled.map((block) => {
      if (block.type === 'plain' || !mentions(block.token.raw, changed)) return block;
      const [token] = lex(block.token.raw, links).tokens;
      return token === undefined ? block : { ...block, token };
    });
    return true;
  }

  function reuse(tokens: readonly MarkdownToken[]): readonly MarkdownToken[] {
    let key = settled.length;
    return tokens.map((token) => {
      if (token.type === 'space') return token;
      const before = shown[key++];
      return before?.type === 'token' ? reuseLeaves(before.token, token) : token;
    });
  }

  function settle(tokens: readonly MarkdownToken[], text: string, end: number): void {
    let position = 0;
    for (const token of tokens) {
      if (position >= end) break;
      position += token.raw.length;
      if (token.type !== 'space') settled.push({ type: 'token', key: settled.length, token });
    }
    const segment = text.slice(0, end);
    settledText += segment;
    if (segment.includes(']:')) settledLinks = lex(segment, settledLinks).links;
  }

  return {
    update(source) {
      const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
      if (!text.startsWith(settledText)) reset();
      const cut = findTooMuch(text, settledText.length);
      const tail = text.slice(settledText.length, cut === -1 ? undefined : cut);
      const { tokens: read, links: found } = lex(tail, settledLinks);
      const tokens = relink(found) ? read : reuse(read);
      const end = settledEnd(tokens, tail);
      settle(tokens, tail, end);
      const blocks = [...settled];
      for (const token of after(tokens, end))
        blocks.push({ type: 'token', key: blocks.length, token });
      if (cut !== -1) blocks.push({ type: 'plain', key: blocks.length, text: text.slice(cut) });
      shown = blocks;
      return blocks;
    },
  };
}

/**
 * How much of the tail is settled: up to the last block that follows a blank line, is not indented
 * (it could still belong to a list above) and whose first line is complete (until then it may
 * become anything).
 */
function settledEnd(tokens: readonly MarkdownToken[], tail: string): number {
  let end = 0;
  let position = 0;
  for (const token of tokens) {
    // Where the lexer did not keep the text as it is, positions mean nothing any longer.
    if (!tail.startsWith(token.raw, position)) return end;
    const isSettled =
      token.type !== 'space' &&
      /\n[ \t]*\n$/.test(tail.slice(Math.max(0, position - 200), position)) &&
      !/^[ \t]/.test(token.raw) &&
      tail.includes('\n', position);
    if (isSettled) end = position;
    position += token.raw.length;
  }
  return end;
}

function after(tokens: readonly MarkdownToken[], end: number): MarkdownToken[] {
  let position = 0;
  return tokens.filter((token) => {
    const isAfter = position >= end && token.type !== 'space';
    position += token.raw.length;
    return isAfter;
  });
}

function lex(text: string, known: Links): { tokens: readonly MarkdownToken[]; links: Links } {
  const lexer = createLexer();
  lexer.tokens.links = Object.assign(noLinks(), known);
  // Our lexer makes no tokens but these.
  const tokens = lexer.lex(text) as unknown as readonly MarkdownToken[];
  return { tokens, links: lexer.tokens.links };
}

function noLinks(): Links {
  return Object.create(null) as Links; // labels come from the text, so none may be inherited
}

function changedLabels(before: Links, now: Links): string[] {
  const labels = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...labels].filter((label) => {
    const [old, next] = [before[label], now[label]];
    return old?.href !== next?.href || old?.title !== next?.title;
  });
}

function mentions(raw: string, labels: readonly string[]): boolean {
  if (!raw.includes('[')) return false;
  const text = raw.replace(/\s+/g, ' ').toLowerCase();
  return labels.some((label) => text.includes(label));
}
