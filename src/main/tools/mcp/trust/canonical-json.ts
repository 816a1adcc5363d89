import { createHash } from 'node:crypto';
import { isRecord } from '../../../../shared/is-record.ts';
import { AppError } from '../../../../shared/errors.ts';

const deepest = 128;

/** JSON in which the order of keys makes no difference and what is undefined is left out. */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > deepest) throw new AppError('too-large', 'This is nested too deeply to be compared.');
  if (Array.isArray(value))
    return `[${value.map((one) => canonicalJson(one, depth + 1)).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? 'null';
  const fields = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key], depth + 1)}`);
  return `{${fields.join(',')}}`;
}

/** SHA-256 of it, in hexadecimal. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
