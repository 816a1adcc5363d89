import type { Clock } from '../../../../shared/clock.ts';
import type { CodePieces } from './code-kinds.ts';
import type { GrammarName } from './code-languages.ts';
import type { HighlightReply, HighlightRequest } from './highlight-messages.ts';

/** A lot of lines: where its text begins and ends, and the pieces in it. */
export interface CodeLot {
  readonly start: number;
  readonly end: number;
  readonly pieces: CodePieces;
}

export interface HighlightWorker {
  send(request: HighlightRequest): void;
  /** Ends it, whatever it does. */
  end(): void;
}

export interface HighlighterParts {
  /** Starts one; `onFailure` says that nothing more will come from it. */
  readonly openWorker: (
    onReply: (reply: HighlightReply) => void,
    onFailure: () => void,
  ) => HighlightWorker;
  readonly clock: Clock;
}

export interface Highlighter {
  /** Asks for the colours of a code; `onChange` is called for every lot that comes. */
  watch(grammar: GrammarName, text: string, onChange: () => void): () => void;
  /** What there is of them, from the beginning of the code; the same list as long as nothing came. */
  read(grammar: GrammarName, text: string): readonly CodeLot[];
}

/** A worker that says nothing for so long is ended, and what it was at stays as it is. */
export const silenceMs = 3_000;
/** The first code of a language waits for its grammar. */
export const loadMs = 20_000;
/** Characters of code whose colours are kept for when it is shown again. */
const keptLength = 1_000_000;

interface Entry {
  readonly grammar: GrammarName;
  readonly text: string;
  readonly listeners: Set<() => void>;
  lots: readonly CodeLot[];
  state: 'waiting' | 'running' | 'ended';
}

export const noLots: readonly CodeLot[] = [];

/** One worker colours one code after the other, what was asked for last first: that is what is looked at. */
export function createHighlighter({ openWorker, clock }: HighlighterParts): Highlighter {
  /** Oldest use first. */
  const entries = new Map<string, Entry>();
  let worker: HighlightWorker | null = null;
  let running: { readonly id: number; readonly entry: Entry } | null = null;
  let lastId = 0;
  let stopTimer = () => {};

  function expect(ms: number): void {
    stopTimer();
    stopTimer = clock.after(ms, giveUp);
  }

  /** Nothing can be asked of a worker that hangs: another takes its place. */
  function giveUp(): void {
    worker?.end();
    worker = null;
    finish();
  }

  function finish(): void {
    stopTimer();
    if (running !== null) running.entry.state = 'ended';
    running = null;
    runNext();
  }

  function onReply(reply: HighlightReply): void {
    if (running === null || reply.id !== running.id) return;
    const { entry } = running;
    if (reply.type === 'done') return finish();
    expect(silenceMs);
    if (reply.type === 'begun') return;
    const start = entry.lots.at(-1)?.end ?? 0;
    entry.lots = [
      ...entry.lots,
      { start, end: start + lengthOf(reply.pieces), pieces: reply.pieces },
    ];
    for (const listener of entry.listeners) listener();
  }

  function runNext(): void {
    if (running !== null) return;
    const entry = [...entries.values()].findLast(
      ({ state, listeners }) => state === 'waiting' && listeners.size > 0,
    );
    if (entry === undefined) return forgetOld();
    entry.state = 'running';
    running = { id: ++lastId, entry };
    worker ??= openWorker(onReply, giveUp);
    expect(loadMs);
    worker.send({ id: lastId, grammar: entry.grammar, text: entry.text });
  }

  function forgetOld(): void {
    let length = 0;
    for (const [key, entry] of [...entries].toReversed()) {
      length += entry.text.length;
      if (length > keptLength && entry.listeners.size === 0) entries.delete(key);
    }
  }

  return {
    watch(grammar, text, onChange) {
      const key = keyOf(grammar, text);
      const entry = entries.get(key) ?? {
        grammar,
        text,
        listeners: new Set(),
        lots: noLots,
        state: 'waiting',
      };
      entries.delete(key);
      entries.set(key, entry);
      // The same function may watch twice.
      const listener = () => onChange();
      entry.listeners.add(listener);
      runNext();
      return () => entry.listeners.delete(listener);
    },
    read: (grammar, text) => entries.get(keyOf(grammar, text))?.lots ?? noLots,
  };
}

function keyOf(grammar: GrammarName, text: string): string {
  return `${grammar}\n${text}`;
}

function lengthOf(pieces: CodePieces): number {
  let length = 0;
  for (let index = 0; index < pieces.length; index += 2) length += pieces[index] ?? 0;
  return length;
}
