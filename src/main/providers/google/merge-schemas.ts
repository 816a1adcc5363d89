import { fieldsOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';

/** Both at once, as far as that can be said: of two rules that cannot be joined, the closer one (`over`) holds. */
export function mergeSchemas(under: Fields, over: Fields): Fields {
  if (Object.keys(under).length === 0) return over;
  if (Object.keys(over).length === 0) return under;
  const merged = { ...under, ...over };
  for (const [key, join] of joins) {
    const a = under[key];
    const b = over[key];
    if (a !== undefined && b !== undefined) merged[key] = join(a, b);
  }
  return merged;
}

type Join = (a: unknown, b: unknown) => unknown;

const joins: readonly (readonly [string, Join])[] = [
  ['type', (a, b) => both(a, b, (list, value) => list.includes(value)) ?? b],
  ['enum', (a, b) => both(a, b, (list, value) => list.includes(value)) ?? b],
  ['required', (a, b) => [...new Set([...listOf(a), ...listOf(b)])]],
  ['properties', joinProperties],
  ['minimum', (a, b) => numberOf(Math.max, a, b)],
  ['minLength', (a, b) => numberOf(Math.max, a, b)],
  ['minItems', (a, b) => numberOf(Math.max, a, b)],
  ['maximum', (a, b) => numberOf(Math.min, a, b)],
  ['maxLength', (a, b) => numberOf(Math.min, a, b)],
  ['maxItems', (a, b) => numberOf(Math.min, a, b)],
  ['description', (a, b) => (a === b ? a : `${String(a)}\n${String(b)}`)],
];

function joinProperties(a: unknown, b: unknown): unknown {
  const under = fieldsOf(a) ?? {};
  const over = fieldsOf(b) ?? {};
  const names = new Set([...Object.keys(under), ...Object.keys(over)]);
  // Not with a spread: a property may be called `__proto__`.
  return Object.fromEntries(
    [...names].map((name) => {
      const [one, other] = [own(under, name), own(over, name)];
      if (one === undefined) return [name, other];
      return [name, other === undefined ? one : { allOf: [one, other] }];
    }),
  );
}

function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function both(
  a: unknown,
  b: unknown,
  has: (list: readonly unknown[], value: unknown) => boolean,
): unknown[] | undefined {
  const common = listOf(a).filter((value) => has(listOf(b), value));
  return common.length === 0 ? undefined : common;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function numberOf(choose: (a: number, b: number) => number, a: unknown, b: unknown): unknown {
  return typeof a === 'number' && typeof b === 'number' ? choose(a, b) : b;
}
