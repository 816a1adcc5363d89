import type { VendorData } from '../../../shared/contract/message.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { objectsIn } from './objects-in.ts';
import { vendor } from './vendor.ts';

/**
 * Encrypted thoughts, to be sent back on the very part they came with: a thought, the part before (text has no place
 * for them), or an empty text of their own.
 */
export interface Signature {
  readonly on: 'thought' | 'part-before' | 'nothing';
  readonly thoughtSignature: string;
}

/** What a function call came with. An id of our own making is not the vendor's. */
export interface CallData {
  readonly id?: string | undefined;
  readonly thoughtSignature?: string | undefined;
}

export function toVendorData(data: object): VendorData {
  return { provider: vendor.id, data };
}

export function signatureOf(data: VendorData | undefined): Signature | undefined {
  const fields = ourFields(data);
  const on = fields?.['on'];
  const thoughtSignature = textOf(fields?.['thoughtSignature']);
  if (thoughtSignature === undefined || thoughtSignature === '') return undefined;
  return on === 'thought' || on === 'part-before' || on === 'nothing'
    ? { on, thoughtSignature }
    : undefined;
}

export function callDataOf(data: VendorData | undefined): CallData {
  const fields = ourFields(data);
  return { id: textOf(fields?.['id']), thoughtSignature: textOf(fields?.['thoughtSignature']) };
}

/** What the vendor ran itself, in its own parts as they came. */
export function partsOf(data: VendorData | undefined): readonly Fields[] {
  return objectsIn(ourFields(data)?.['parts']);
}

function ourFields(data: VendorData | undefined): Fields | undefined {
  return data?.provider === vendor.id ? fieldsOf(data.data) : undefined;
}
