import { fieldsOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';

/** What of a list from outside has fields; nothing of what is no list. */
export function objectsIn(list: unknown): Fields[] {
  const found: Fields[] = [];
  for (const entry of Array.isArray(list) ? list : []) {
    const fields = fieldsOf(entry);
    if (fields !== undefined) found.push(fields);
  }
  return found;
}
