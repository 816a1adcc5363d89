import type { CodePieces } from './code-kinds.ts';
import type { GrammarName } from './code-languages.ts';

export interface HighlightRequest {
  readonly id: number;
  readonly grammar: GrammarName;
  readonly text: string;
}

/** All that the worker says; each is a sign of life. */
export type HighlightReply =
  | { readonly type: 'begun'; readonly id: number }
  /** The next lines. */
  | { readonly type: 'pieces'; readonly id: number; readonly pieces: CodePieces }
  | { readonly type: 'done'; readonly id: number };
