import type { StreamPart } from '../stream-part.ts';
import type { Fields } from '../http/fields.ts';
import { parseInput } from '../http/parse-input.ts';
import { toVendorData } from './vendor-data.ts';

/** A content block of an answer, for as long as it is being written. */
export type Block =
  | { readonly type: 'text'; readonly id: string }
  | { readonly type: 'thinking'; readonly id: string; signature: string; isEmpty: boolean }
  | { readonly type: 'redacted'; readonly id: string; readonly data: string }
  | {
      readonly type: 'call';
      readonly id: string;
      readonly name: string;
      readonly runner: 'tina' | 'provider';
      /** Some servers send it whole, with the start. */
      readonly input: unknown;
      readonly envelope: Fields;
      json: string;
    }
  /** A result, or something unknown: nothing more is expected of it. */
  | { readonly type: 'other' };

/** Adds what can only be said once all of a block is there. */
export function closeBlock(block: Block, parts: StreamPart[]): void {
  switch (block.type) {
    case 'text':
      parts.push({ type: 'text-end', id: block.id });
      return;
    case 'thinking':
      parts.push({
        type: 'reasoning-end',
        id: block.id,
        // The vendor keeps the thought to itself and gives only the signature.
        ...(block.isEmpty && block.signature !== '' ? { redacted: true } : {}),
        ...(block.signature === ''
          ? {}
          : {
              vendor: {
                provider: 'anthropic',
                data: { type: 'thinking', signature: block.signature },
              },
            }),
      });
      return;
    case 'redacted':
      parts.push({
        type: 'reasoning-end',
        id: block.id,
        redacted: true,
        vendor: { provider: 'anthropic', data: { type: 'redacted_thinking', data: block.data } },
      });
      return;
    case 'call': {
      const { id, name, runner, envelope } = block;
      const isPlain = runner === 'tina' && Object.keys(envelope).length === 1;
      parts.push({
        type: 'tool-call',
        id,
        name,
        runner,
        ...parseInput(block),
        ...(isPlain ? {} : { vendor: toVendorData({ use: envelope }) }),
      });
      return;
    }
    case 'other':
  }
}
