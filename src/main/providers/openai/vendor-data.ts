import type { VendorData } from '../../../shared/contract/message.ts';
import { fieldsOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { vendor } from './vendor.ts';

/** An item of an answer as it goes back with the next request. */
export function toVendorData(item: Fields): VendorData {
  return { provider: vendor.id, data: item };
}

/** Undefined for what another vendor gave. */
export function itemOf(data: VendorData | undefined): Fields | undefined {
  return data?.provider === vendor.id ? fieldsOf(data.data) : undefined;
}
