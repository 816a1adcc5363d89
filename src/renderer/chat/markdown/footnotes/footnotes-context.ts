import { createContext } from 'react';
import { noFootnotes } from './collect-footnotes.ts';
import type { Footnotes } from './collect-footnotes.ts';

interface FootnotesPlace {
  readonly footnotes: Footnotes;
  /** What makes the ids of this text its own on the page. */
  readonly prefix: string;
}

/** The footnotes of the text around. */
export const FootnotesContext = createContext<FootnotesPlace>({
  footnotes: noFootnotes,
  prefix: '',
});

export function noteId(prefix: string, number: number): string {
  return `${prefix}-note-${number}`;
}

export function markId(prefix: string, number: number, count: number): string {
  return `${prefix}-mark-${number}-${count}`;
}
