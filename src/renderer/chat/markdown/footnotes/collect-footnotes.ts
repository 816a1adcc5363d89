import { walkTokens } from 'marked';
import type { Token } from 'marked';
import type { Block } from '../markdown-blocks.ts';
import type { MarkdownToken } from '../create-lexer.ts';
import type { FootnoteNote, FootnoteReference } from './footnote-syntax.ts';

export interface Footnote {
  readonly number: number;
  readonly tokens: readonly Token[];
  /** How often the text points at it. */
  readonly references: number;
}

export interface Footnotes {
  /** In the order in which the text points at them; those it never points at come last. */
  readonly notes: readonly Footnote[];
  /** The note a reference points at, and the how-manieth of its references it is. */
  find(
    reference: FootnoteReference,
  ): { readonly number: number; readonly count: number } | undefined;
}

export const noFootnotes: Footnotes = { notes: [], find: () => undefined };

/** Numbers the footnotes of a text. No note is lost, even if it has a twin or nothing points at it. */
export function collectFootnotes(blocks: readonly Block[]): Footnotes {
  const found = blocks.map(footnotesOf);
  const notes = found.flatMap((part) => part.notes);
  if (notes.length === 0) return noFootnotes;

  const byLabel = new Map<string, FootnoteNote>();
  for (const note of notes) if (!byLabel.has(note.label)) byLabel.set(note.label, note);

  const counts = new Map<FootnoteNote, number>();
  const places = new Map<FootnoteReference, { note: FootnoteNote; count: number }>();
  const count = (references: readonly FootnoteReference[]) => {
    for (const reference of references) {
      const note = byLabel.get(reference.label);
      if (note === undefined) continue;
      const next = (counts.get(note) ?? 0) + 1;
      counts.set(note, next);
      places.set(reference, { note, count: next });
    }
  };
  for (const { references } of found) count(references);
  // Notes may point at notes; a map goes on with what is added while it is walked.
  for (const note of counts.keys()) count(referencesIn(note));

  const ordered = [...counts.keys(), ...notes.filter((note) => !counts.has(note))];
  const numbers = new Map(ordered.map((note, index) => [note, index + 1]));
  return {
    notes: ordered.map((note, index) => ({
      number: index + 1,
      tokens: note.tokens,
      references: counts.get(note) ?? 0,
    })),
    find(reference) {
      const place = places.get(reference);
      const number = place && numbers.get(place.note);
      return place === undefined || number === undefined
        ? undefined
        : { number, count: place.count };
    },
  };
}

interface Found {
  readonly notes: readonly FootnoteNote[];
  /** Those outside of notes. */
  readonly references: readonly FootnoteReference[];
}

const nothing: Found = { notes: [], references: [] };
/** A block that is settled is looked through once. */
const seen = new WeakMap<MarkdownToken, Found>();

function footnotesOf(block: Block): Found {
  if (block.type === 'plain' || !block.token.raw.includes('[^')) return nothing;
  const known = seen.get(block.token);
  if (known !== undefined) return known;
  const notes: FootnoteNote[] = [];
  const references: FootnoteReference[] = [];
  const inNotes = new Set<FootnoteReference>();
  walk([block.token], (token) => {
    if (token.type === 'footnoteReference') references.push(token);
    if (token.type !== 'footnoteNote') return;
    notes.push(token);
    for (const reference of referencesIn(token)) inNotes.add(reference);
  });
  const found = { notes, references: references.filter((one) => !inNotes.has(one)) };
  seen.set(block.token, found);
  return found;
}

/** Not those of a note inside: it speaks for itself. */
function referencesIn(note: FootnoteNote): readonly FootnoteReference[] {
  const references: FootnoteReference[] = [];
  const inside = new Set<FootnoteReference>();
  walk(note.tokens, (token) => {
    if (token.type === 'footnoteReference') references.push(token);
    if (token.type === 'footnoteNote')
      for (const reference of referencesIn(token)) inside.add(reference);
  });
  return references.filter((one) => !inside.has(one));
}

function walk(
  tokens: readonly Token[] | readonly MarkdownToken[],
  visit: (token: MarkdownToken) => void,
): void {
  // Our lexer makes no tokens but these.
  void walkTokens([...tokens] as Token[], (token) => visit(token as MarkdownToken));
}
