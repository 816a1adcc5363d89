import type { FilledPrompt, PromptPiece } from '../../../shared/contract/mcp-prompts.ts';

export type LeftOut = Extract<PromptPiece, { readonly type: 'left-out' }>;

/** What the person's language has for it. */
export interface PromptWords {
  speaker(role: 'user' | 'assistant'): string;
  /** Stands where something was that is attached now. */
  attached(name: string): string;
}

export interface FilledText {
  readonly text: string;
  /** What a message cannot take. */
  readonly leftOut: readonly LeftOut[];
}

/** A prompt as the text of one message. Where not all of it is the person's own words, it says who says what. */
export function filledText(
  { messages }: Pick<FilledPrompt, 'messages'>,
  { speaker, attached }: PromptWords,
): FilledText {
  const isTalk = messages.some(({ role }) => role === 'assistant');
  const said: string[] = [];
  let last: 'user' | 'assistant' | null = null;
  for (const { role, pieces } of messages) {
    const words = pieces
      .map((piece) => textOf(piece, attached))
      .filter((text) => text.trim() !== '');
    if (words.length === 0) continue;
    if (isTalk && role !== last) said.push(`${speaker(role)}:`);
    said.push(...words);
    last = role;
  }
  return {
    text: said.join('\n\n'),
    leftOut: messages.flatMap(({ pieces }) => pieces).filter((piece) => piece.type === 'left-out'),
  };
}

function textOf(piece: PromptPiece, attached: PromptWords['attached']): string {
  switch (piece.type) {
    case 'text':
      return piece.text;
    case 'link':
      return piece.name === '' || piece.name === piece.uri
        ? piece.uri
        : `${piece.name}: ${piece.uri}`;
    case 'resource': {
      const fence = fenceFor(piece.text);
      return `${piece.uri}:\n${fence}\n${piece.text}\n${fence}`;
    }
    case 'attached':
      return attached(piece.name);
    case 'left-out':
      return '';
  }
}

/** Longer than any in the text. */
function fenceFor(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return '`'.repeat(longest + 1);
}
