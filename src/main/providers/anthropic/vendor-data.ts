import type { VendorData } from '../../../shared/contract/message.ts';
import { fieldsOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';

/** What the vendor's blocks say besides what a part keeps anyway: their type, who called, where it ran. */
export interface Envelopes {
  readonly use?: Fields;
  readonly result?: Fields;
}

export function toVendorData(envelopes: Envelopes): VendorData {
  return { provider: 'anthropic', data: envelopes };
}

export function envelopesOf(vendor: VendorData | undefined): Envelopes | undefined {
  if (vendor?.provider !== 'anthropic') return undefined;
  const data = fieldsOf(vendor.data);
  const use = fieldsOf(data?.['use']);
  const result = fieldsOf(data?.['result']);
  return { ...(use === undefined ? {} : { use }), ...(result === undefined ? {} : { result }) };
}

/** A block less the fields named. */
export function envelopeOf(block: Fields, ...without: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(block).filter(([name]) => !without.includes(name)));
}
