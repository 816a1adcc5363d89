import type { Citation, Part } from '../../shared/contract/message.ts';
import { appendTo } from '../../shared/chat/fold-message.ts';

/** One passage of text needs no more; each costs a copy of the passage. */
const maxCitations = 200;

/** What happened to the part at `index`. */
export type PartChange =
  | { readonly type: 'start'; readonly index: number; readonly part: Part }
  | { readonly type: 'grow'; readonly index: number; readonly delta: string }
  | { readonly type: 'replace'; readonly index: number; readonly part: Part };

/** The parts of an answer while it comes. `key` finds a part again. */
export interface GrowingParts {
  /** A key that is taken already starts nothing. */
  start(key: string, part: Part): void;
  get(key: string): { readonly index: number; readonly part: Part } | undefined;
  replace(key: string, part: Part): void;
  /** Adds to the end of a part, and starts it where its start never came. */
  grow(key: string, delta: string, missing: () => Part): void;
  /** Told with the end of the passage: telling each would repeat the passage each time. */
  cite(key: string, citation: Citation): void;
  endCitations(key: string): void;
  /** What changed since the last time. */
  changes(): PartChange[];
  /** What was not told yet because its end never came. */
  rest(): PartChange[];
  readonly all: readonly Part[];
  /** Of text, reasoning and tool input together. */
  readonly characters: number;
}

export function createGrowingParts(): GrowingParts {
  const parts: Part[] = [];
  const indexOf = new Map<string, number>();
  const cited = new Set<string>();
  let changes: PartChange[] = [];
  let characters = 0;
  /** Deltas of one part in a row. Joined at once: a text grown piece by piece holds on to each piece. */
  let run: { readonly index: number; readonly deltas: string[] } | null = null;

  function settle(): void {
    if (run === null) return;
    const { index, deltas } = run;
    run = null;
    const delta = deltas.join('');
    const part = parts[index];
    if (part !== undefined) parts[index] = appendTo(part, delta);
    changes.push({ type: 'grow', index, delta });
  }

  function start(key: string, part: Part): void {
    if (indexOf.has(key)) return;
    settle();
    const index = parts.push(part) - 1;
    indexOf.set(key, index);
    changes.push({ type: 'start', index, part });
  }

  function get(key: string): { readonly index: number; readonly part: Part } | undefined {
    settle();
    const index = indexOf.get(key);
    const part = index === undefined ? undefined : parts[index];
    return index === undefined || part === undefined ? undefined : { index, part };
  }

  function replace(key: string, part: Part): void {
    const found = get(key);
    if (found === undefined) return;
    parts[found.index] = part;
    changes.push({ type: 'replace', index: found.index, part });
  }

  function endCitations(key: string): void {
    if (!cited.delete(key)) return;
    const found = get(key);
    if (found !== undefined) replace(key, found.part);
  }

  function take(): PartChange[] {
    settle();
    const taken = changes;
    changes = [];
    return taken;
  }

  return {
    start,
    get,
    replace,
    grow(key, delta, missing) {
      start(key, missing());
      const index = indexOf.get(key);
      if (delta === '' || index === undefined) return;
      if (run?.index !== index) settle();
      run ??= { index, deltas: [] };
      run.deltas.push(delta);
      characters += delta.length;
    },
    cite(key, citation) {
      const found = get(key);
      if (found?.part.type !== 'text') return;
      const { index, part } = found;
      const citations = part.citations ?? [];
      if (citations.length >= maxCitations) return;
      parts[index] = { ...part, citations: [...citations, citation] };
      cited.add(key);
    },
    endCitations,
    changes: take,
    rest() {
      for (const key of [...cited]) endCitations(key);
      return take();
    },
    all: parts,
    get characters() {
      return characters;
    },
  };
}
