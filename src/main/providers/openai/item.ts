import type { StreamPart } from '../stream-part.ts';
import type { Fields } from '../http/fields.ts';
import type { ToolNames } from '../tool-names.ts';

/** One item of an answer, for as long as it is being written. */
export interface Item {
  /** False for an event that means nothing to an item of this kind. */
  take(type: string, event: Fields, parts: StreamPart[]): boolean;
  /**
   * Adds what can only be said once all of it is there. Undefined: its end was lost, and nothing more of it will
   * come. Called once.
   */
  finish(item: Fields | undefined, parts: StreamPart[]): void;
}

/** What the items of one answer share. */
export interface ItemContext {
  /** Ids of texts and thoughts, counted over the whole answer. */
  readonly nextId: () => string;
  /** Told what could not be used. */
  readonly drop: (kind: unknown) => void;
  /** The model declines. What it says about it is its answer. */
  readonly refuse: () => void;
  /** The model called a tool that Tina is to run. */
  readonly called: () => void;
  readonly names: ToolNames;
  /** Of the request, as Tina calls them. */
  readonly tools: ReadonlySet<string>;
}
