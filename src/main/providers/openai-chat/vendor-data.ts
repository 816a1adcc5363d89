import type { VendorData } from '../../../shared/contract/message.ts';
import { fieldsOf, textOf } from '../http/fields.ts';

/** What stays with a thought, so that it goes back to the model that thought it and to no other. */
export interface Thought {
  readonly model: string;
  /** In which field it came; absent where it stood in the text. */
  readonly field?: string;
  /** OpenRouter's: signatures and encrypted thoughts, in their order. */
  readonly details?: readonly unknown[];
}

/** A thought of the history that goes back. */
export interface KeptThought extends Thought {
  readonly text: string;
}

export function toVendorData(provider: string, thought: Thought): VendorData {
  return { provider, data: thought };
}

/** Undefined where another vendor, or another of this one's models, thought it. */
export function thoughtOf(
  vendor: VendorData | undefined,
  { provider, model }: { readonly provider: string; readonly model: string },
): Thought | undefined {
  if (vendor?.provider !== provider) return undefined;
  const fields = fieldsOf(vendor.data);
  if (fields?.['model'] !== model) return undefined;
  const details = fields['details'];
  const field = textOf(fields['field']);
  return {
    model,
    ...(field === undefined ? {} : { field }),
    ...(Array.isArray(details) ? { details } : {}),
  };
}

/** All that was thought, in its order. */
export function joined(thoughts: readonly KeptThought[]): string {
  return thoughts.map(({ text }) => text).join('');
}
