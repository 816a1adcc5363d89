import type { ToolContent } from '../../shared/contract/tool-content.ts';

declare const made: unique symbol;

/** What a tool gave, where that is more than one value. Whatever else a tool returns is its result as JSON. */
export interface ToolOutcome {
  readonly content: readonly ToolContent[];
  /** Any JSON: what the content says, for programs; for the model where no text says it. */
  readonly structured?: unknown;
  /** The tool says so itself; `content` tells why. */
  readonly failed?: boolean;
  /** It came from a server that is not trusted. */
  readonly untrusted?: boolean;
  /** Only `toolOutcome` makes one: a tool may well return JSON that looks the same. */
  readonly [made]: true;
}

const brand = Symbol('tool outcome');

export function toolOutcome(outcome: Omit<ToolOutcome, typeof made>): ToolOutcome {
  // The type knows the brand by another name, so that nobody else can write it.
  return { ...outcome, [brand]: true } as unknown as ToolOutcome;
}

export function isToolOutcome(value: unknown): value is ToolOutcome {
  return typeof value === 'object' && value !== null && brand in value;
}
