import type { Citation } from '../../../shared/contract/message.ts';
import type { Fields } from '../http/fields.ts';
import type { StreamPart } from '../stream-part.ts';
import { createReasoningDetails } from './reasoning-details.ts';
import { toVendorData } from './vendor-data.ts';

/** Text and thoughts of one answer. The vendors do not say where a block begins: the first word of a kind does. */
export interface Blocks {
  say(delta: string, parts: StreamPart[]): void;
  /** `field`: where the vendor put it, and wants it back; absent where it stood in the text. */
  think(delta: string, parts: StreamPart[], field?: string): void;
  /** OpenRouter's details; they are words of a thought only where those do not come by themselves. */
  addDetails(details: unknown, hasWords: boolean, parts: StreamPart[]): void;
  cite(citation: Citation, parts: StreamPart[]): void;
  /** Something else comes: a call. */
  pause(parts: StreamPart[]): void;
  closeAll(parts: StreamPart[]): void;
}

export interface BlocksOptions {
  readonly provider: string;
  /** Asked of the vendor: the thoughts go back to it alone. */
  readonly model: string;
  readonly drop: (kind: string) => void;
}

export function createBlocks({ provider, model, drop }: BlocksOptions): Blocks {
  let open: { readonly kind: 'text' | 'reasoning'; readonly id: string } | undefined;
  /** Where a citation belongs that comes after its text has ended. */
  let lastText: string | undefined;
  let citations: Citation[] = [];
  let thoughtIn: string | undefined;
  const details = createReasoningDetails();
  let made = 0;

  function grow(kind: 'text' | 'reasoning', delta: string, parts: StreamPart[]): void {
    if (delta === '') return;
    if (open?.kind !== kind) begin(kind, parts);
    if (open === undefined) return;
    parts.push({ type: `${kind}-delta`, id: open.id, delta });
  }

  function begin(kind: 'text' | 'reasoning', parts: StreamPart[]): void {
    close(parts);
    const id = String(made++);
    open = { kind, id };
    parts.push({ type: `${kind}-start`, id });
    if (kind === 'reasoning') return;
    lastText = id;
    for (const citation of citations) parts.push({ type: 'citation', id, citation });
    citations = [];
  }

  function close(parts: StreamPart[]): void {
    if (open?.kind === 'text') parts.push({ type: 'text-end', id: open.id });
    if (open?.kind === 'reasoning') endThought(open.id, details.take(), parts);
    open = undefined;
  }

  function endThought(id: string, kept: readonly Fields[], parts: StreamPart[], redacted = false) {
    const thought = {
      model,
      ...(thoughtIn === undefined ? {} : { field: thoughtIn }),
      ...(kept.length === 0 ? {} : { details: kept }),
    };
    parts.push({
      type: 'reasoning-end',
      id,
      ...(redacted ? { redacted } : {}),
      vendor: toVendorData(provider, thought),
    });
  }

  return {
    say: (delta, parts) => grow('text', delta, parts),
    think(delta, parts, field) {
      if (delta !== '' && field !== undefined) thoughtIn = field;
      grow('reasoning', delta, parts);
    },
    addDetails(said, hasWords, parts) {
      const words = details.add(said);
      if (!hasWords) grow('reasoning', words, parts);
    },
    cite(citation, parts) {
      if (lastText === undefined) citations.push(citation);
      else parts.push({ type: 'citation', id: lastText, citation });
    },
    pause: close,
    closeAll(parts) {
      close(parts);
      // Encrypted thoughts come without words, often after all the text.
      const rest = details.take();
      if (rest.length > 0) {
        const id = String(made++);
        parts.push({ type: 'reasoning-start', id });
        endThought(id, rest, parts, true);
      }
      for (const _ of citations) drop('citation');
    },
  };
}
