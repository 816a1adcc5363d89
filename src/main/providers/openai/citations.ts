import type { Citation } from '../../../shared/contract/message.ts';
import { fieldsOf, textOf } from '../http/fields.ts';

/** A page of the web or a file; undefined for a mark in the text that names neither. */
export function toCitation(annotation: unknown): Citation | undefined {
  const fields = fieldsOf(annotation);
  const url = textOf(fields?.['url']);
  const title = textOf(fields?.['title']) ?? textOf(fields?.['filename']);
  if (url === undefined && title === undefined) return undefined;
  return { ...(url === undefined ? {} : { url }), ...(title === undefined ? {} : { title }) };
}
