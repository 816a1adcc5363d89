import type { TextCitationParam } from '@anthropic-ai/sdk/resources/messages/messages';
import type { Citation } from '../../../shared/contract/message.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';

/** Of any kind, also of those to come: where it is from, what it quotes, and the original. */
export function toCitation(vendorCitation: unknown): Citation | undefined {
  const fields = fieldsOf(vendorCitation);
  if (fields === undefined) return undefined;
  // A search result that a tool gave names its source in words of its own, often an address.
  const url = textOf(fields['url']) ?? webAddress(textOf(fields['source']));
  const title = textOf(fields['title']) ?? textOf(fields['document_title']);
  const quote = textOf(fields['cited_text']);
  return {
    ...(url === undefined ? {} : { url }),
    ...(title === undefined ? {} : { title }),
    ...(quote === undefined ? {} : { quote }),
    vendor: { provider: 'anthropic', data: vendorCitation },
  };
}

/** The original as it may be sent: the vendor's answers have fields that its requests do not take. */
export function fromCitation({ vendor }: Citation): TextCitationParam | undefined {
  if (vendor?.provider !== 'anthropic') return undefined;
  const fields = fieldsOf(vendor.data);
  const names = accepted.get(textOf(fields?.['type']) ?? '');
  if (fields === undefined || names === undefined) return undefined;
  const sent: Fields = Object.fromEntries([...names, 'type'].map((name) => [name, fields[name]]));
  // The vendor's own object, less what its requests refuse.
  return sent as unknown as TextCitationParam;
}

const inDocument = ['cited_text', 'document_index', 'document_title'];

const accepted: ReadonlyMap<string, readonly string[]> = new Map([
  ['char_location', [...inDocument, 'start_char_index', 'end_char_index']],
  ['page_location', [...inDocument, 'start_page_number', 'end_page_number']],
  ['content_block_location', [...inDocument, 'start_block_index', 'end_block_index']],
  ['web_search_result_location', ['cited_text', 'encrypted_index', 'title', 'url']],
  [
    'search_result_location',
    [
      'cited_text',
      'search_result_index',
      'source',
      'start_block_index',
      'end_block_index',
      'title',
    ],
  ],
]);

function webAddress(source: string | undefined): string | undefined {
  return source !== undefined && /^https?:\/\//i.test(source) ? source : undefined;
}
