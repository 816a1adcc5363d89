import { fieldsOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';

/** What a JSON pointer within the document (`#/$defs/city`) leads to; undefined for nothing, and for other documents. */
export function findReference(document: Fields, reference: string): unknown {
  if (!reference.startsWith('#')) return undefined;
  let found: unknown = document;
  for (const step of reference.slice(1).split('/').slice(1)) {
    const name = unescaped(step);
    if (Array.isArray(found)) {
      found = /^\d{1,6}$/.test(name) ? found[Number(name)] : undefined;
      continue;
    }
    const holder = fieldsOf(found);
    if (holder === undefined || !Object.hasOwn(holder, name)) return undefined;
    found = holder[name];
  }
  return found;
}

function unescaped(step: string): string {
  if (!/[%~]/.test(step)) return step;
  let plain = step;
  try {
    plain = decodeURIComponent(step);
  } catch {
    // A percent sign that stands for itself.
  }
  return plain.replaceAll('~1', '/').replaceAll('~0', '~');
}
