import type { z } from 'zod';
import { isRecord } from '../../../../../shared/is-record.ts';
import { isSecretName, looksSecret, secretsWithin } from '../secret-signs.ts';
import type { DraftParts } from './draft-parts.ts';

type Json = z.infer<ReturnType<typeof z.json>>;

/** Fields that say nothing a person would miss; they are kept without a word. */
const quiet = new Set([
  'type',
  'transport',
  'transportType',
  '$schema',
  'name',
  'description',
  'disabled',
  'enabled',
]);

/** What is left, without what looks like a secret: it would be stored and exported in the open. */
export function keepForeign(
  rest: Readonly<Record<string, unknown>>,
  parts: DraftParts,
): Record<string, Json> {
  const clean = (value: unknown, key: string, path: string): Json | undefined => {
    if (typeof value === 'string') {
      const hidden =
        looksSecret(value) ||
        secretsWithin(value).length > 0 ||
        (isSecretName(key) && value.length > 3);
      if (!hidden) return value;
      parts.notes.push({ note: 'secret-left-out', field: path.slice(0, 200) });
      return undefined;
    }
    if (Array.isArray(value))
      return value.map((one, index) => clean(one, key, `${path}.${index + 1}`)).filter(isThere);
    if (!isRecord(value)) return value as Json;
    const fields = Object.entries(value).map(
      ([name, one]) => [name, clean(one, name, `${path}.${name}`)] as const,
    );
    return Object.fromEntries(fields.filter((it): it is [string, Json] => isThere(it[1])));
  };
  const kept = Object.entries(rest).map(([name, value]) => {
    const known = ['env', 'headers', 'oauth', 'auth'].includes(name);
    if (!quiet.has(name) && !known)
      parts.notes.push({ note: 'field-kept', field: name.slice(0, 200) });
    return [name, clean(value, name, name)] as const;
  });
  return Object.fromEntries(kept.filter((it): it is [string, Json] => isThere(it[1])));
}

function isThere<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}
