import { isRecord } from '../../../../../shared/is-record.ts';
import { canonical } from './canonical.ts';
import { testPattern } from './test-pattern.ts';
import { all, below, failed, isBroken, isSurelyMet, met, unsure } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** Compares a part, one level deeper. */
export type Within = (schema: unknown, value: unknown, at: string) => Verdict;

export interface Facts {
  /** The word stands in this. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  /** Where the value is. */
  readonly at: string;
  readonly within: Within;
  /** Draft-07 or older. */
  readonly isOld: boolean;
  /** Hears of work that is not one of `within`; throws when it was too much. */
  readonly count: (steps: number) => void;
  readonly skip: (keyword: string) => Verdict;
}

/** What the word `keyword: given` says of the value; null where the word is used in a way that is not known. */
type Rule = (given: unknown, facts: Facts) => Verdict | null;

/** They change what is valid, and are not understood here. */
export function isOutOfReach(keyword: string): boolean {
  return outOfReach.has(keyword);
}

const outOfReach: ReadonlySet<string> = new Set([
  'unevaluatedProperties',
  'unevaluatedItems',
  '$dynamicRef',
  '$recursiveRef',
  'dependencies',
]);

type Named = readonly [keyword: string, rule: Rule];

function simple(keyword: string, isMet: (given: unknown, value: unknown) => boolean | null): Named {
  return [
    keyword,
    (given, { value, at }) => {
      const decided = isMet(given, value);
      if (decided === null) return null;
      return decided ? met : failed(at, keyword);
    },
  ];
}

/** Holds of whatever has no such figure. */
function figure(
  keyword: string,
  figureOf: (value: unknown) => number | null,
  isMet: (found: number, given: number) => boolean,
): Named {
  return simple(keyword, (given, value) => {
    if (typeof given !== 'number') return null;
    const found = figureOf(value);
    return found === null || isMet(found, given);
  });
}

const atLeast = (found: number, given: number) => found >= given;
const atMost = (found: number, given: number) => found <= given;
const numberIn = (value: unknown) => (typeof value === 'number' ? value : null);
const itemsIn = (value: unknown) => (Array.isArray(value) ? value.length : null);
const propertiesIn = (value: unknown) => (isRecord(value) ? Object.keys(value).length : null);
const charactersIn = (value: unknown) => {
  if (typeof value !== 'string') return null;
  let characters = 0;
  for (const _ of value) characters++;
  return characters;
};

/** Holds of whatever is no object. */
function ofObjects(
  keyword: string,
  rule: (given: Given, value: Given, facts: Facts) => readonly Verdict[],
): Named {
  return [
    keyword,
    (given, facts) => {
      if (!isRecord(given)) return null;
      return isRecord(facts.value) ? all(rule(given, facts.value, facts)) : met;
    },
  ];
}
type Given = Readonly<Record<string, unknown>>;

/** A list of schemas for the value itself. */
function ofParts(keyword: string, rule: (parts: readonly Verdict[], at: string) => Verdict): Named {
  return [
    keyword,
    (given, { value, at, within }) =>
      Array.isArray(given)
        ? rule(
            given.map((part) => within(part, value, at)),
            at,
          )
        : null,
  ];
}

export const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  simple('type', (given, value) => {
    const types: readonly unknown[] = Array.isArray(given) ? given : [given];
    if (!types.every((type) => typeof type === 'string' && typeNames.has(type))) return null;
    return types.some((type) => isOfType(type, value));
  }),
  ['enum', (given, facts) => (Array.isArray(given) ? isOneOf('enum', given, facts) : null)],
  ['const', (given, facts) => isOneOf('const', [given], facts)],

  figure('minimum', numberIn, atLeast),
  figure('maximum', numberIn, atMost),
  figure('exclusiveMinimum', numberIn, (found, given) => found > given),
  figure('exclusiveMaximum', numberIn, (found, given) => found < given),
  figure('multipleOf', numberIn, (found, given) => {
    const times = found / given;
    // 0.3 is three times 0.1, whatever a double makes of it.
    return Math.abs(times - Math.round(times)) <= 1e-9 * Math.max(1, Math.abs(times));
  }),

  figure('minLength', charactersIn, atLeast),
  figure('maxLength', charactersIn, atMost),
  [
    'pattern',
    (given, { value, at, count }) => {
      if (typeof given !== 'string') return null;
      if (typeof value !== 'string') return met;
      const matches = testPattern(given, value, count);
      if (matches === null) return null;
      return matches ? met : failed(at, 'pattern');
    },
  ],

  figure('minItems', itemsIn, atLeast),
  figure('maxItems', itemsIn, atMost),
  [
    'uniqueItems',
    (given, { value, at, count }) => {
      if (given !== true || !Array.isArray(value)) return met;
      const seen = new Set(value.map((item) => canonical(item, count)));
      return seen.size === value.length ? met : failed(at, 'uniqueItems');
    },
  ],
  [
    'prefixItems',
    (given, { value, at, within }) => {
      if (!Array.isArray(given)) return null;
      if (!Array.isArray(value)) return met;
      const first = value.slice(0, given.length);
      return all(first.map((item, index) => within(given[index], item, `${at}/${index}`)));
    },
  ],
  ['items', checkItems],
  ['contains', checkContains],

  figure('minProperties', propertiesIn, atLeast),
  figure('maxProperties', propertiesIn, atMost),
  [
    'required',
    (given, { value, at, count }) => {
      if (!Array.isArray(given)) return null;
      return isRecord(value) ? has('required', given, value, at, count) : met;
    },
  ],
  ofObjects('properties', (given, value, { at, within, count }) => {
    count(Object.keys(given).length / 8);
    return Object.keys(given)
      .filter((name) => Object.hasOwn(value, name))
      .map((name) => within(given[name], value[name], below(at, name)));
  }),
  ofObjects('patternProperties', (given, value, { at, within, count, skip }) =>
    Object.keys(given).flatMap((pattern) =>
      Object.keys(value).map((name) => {
        const matches = testPattern(pattern, name, count);
        if (matches === null) return skip('patternProperties');
        return matches ? within(given[pattern], value[name], below(at, name)) : met;
      }),
    ),
  ),
  ['additionalProperties', checkAdditional],
  [
    'propertyNames',
    (given, { value, at, within }) =>
      isRecord(value)
        ? all(Object.keys(value).map((name) => within(given, name, below(at, name))))
        : met,
  ],
  ofObjects('dependentRequired', (given, value, { at, count }) =>
    Object.keys(given)
      .filter((name) => Object.hasOwn(value, name))
      .map((name) => {
        const needed = given[name];
        return Array.isArray(needed) ? has('dependentRequired', needed, value, at, count) : met;
      }),
  ),
  ofObjects('dependentSchemas', (given, value, { at, within }) =>
    Object.keys(given)
      .filter((name) => Object.hasOwn(value, name))
      .map((name) => within(given[name], value, at)),
  ),

  ofParts('allOf', all),
  ofParts('anyOf', (parts, at) => {
    if (parts.some(isSurelyMet)) return met;
    return parts.every(isBroken) ? failed(at, 'anyOf') : unsure;
  }),
  ofParts('oneOf', (parts, at) => {
    if (parts.every(isBroken) || parts.filter(isSurelyMet).length > 1) return failed(at, 'oneOf');
    return parts.every((part) => isSurelyMet(part) || isBroken(part)) ? met : unsure;
  }),
  [
    'not',
    (given, { value, at, within }) => {
      const part = within(given, value, at);
      if (isBroken(part)) return met;
      return part.isSure ? failed(at, 'not') : unsure;
    },
  ],
  [
    'if',
    (given, { schema, value, at, within }) => {
      const condition = within(given, value, at);
      if (!isBroken(condition) && !condition.isSure) return unsure;
      const next = schema[isBroken(condition) ? 'else' : 'then'];
      return next === undefined ? met : within(next, value, at);
    },
  ],
]);

const typeNames: ReadonlySet<string> = new Set([
  'null',
  'boolean',
  'object',
  'array',
  'number',
  'integer',
  'string',
]);

function isOfType(type: unknown, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function isOneOf(keyword: string, given: readonly unknown[], facts: Facts): Verdict {
  const { value, at, count } = facts;
  const wanted = canonical(value, count);
  return given.some((one) => canonical(one, count) === wanted) ? met : failed(at, keyword);
}

function has(
  keyword: string,
  names: readonly unknown[],
  value: Given,
  at: string,
  count: Facts['count'],
): Verdict {
  count(names.length / 8);
  return all(
    names
      .filter((name) => typeof name === 'string' && !Object.hasOwn(value, name))
      .map((name) => failed(below(at, String(name)), keyword)),
  );
}

/** Those that `prefixItems` says nothing about; in draft-07, where `items` is a list, each in its place. */
function checkItems(given: unknown, { schema, value, at, within, isOld }: Facts): Verdict {
  if (!Array.isArray(value)) return met;
  const place = (index: number) => `${at}/${index}`;
  if (isOld && Array.isArray(given)) {
    const rest = schema['additionalItems'] ?? true;
    return all(
      value.map((item, index) =>
        within(index < given.length ? given[index] : rest, item, place(index)),
      ),
    );
  }
  const { prefixItems } = schema;
  const first = Array.isArray(prefixItems) && !isOld ? prefixItems.length : 0;
  return all(value.map((item, index) => (index < first ? met : within(given, item, place(index)))));
}

function checkContains(given: unknown, { schema, value, at, within }: Facts): Verdict {
  if (!Array.isArray(value)) return met;
  const parts = value.map((item, index) => within(given, item, `${at}/${index}`));
  const surely = parts.filter(isSurelyMet).length;
  const maybe = parts.filter((part) => !isBroken(part)).length;
  const { minContains, maxContains } = schema;
  const least = typeof minContains === 'number' ? minContains : 1;
  const most = typeof maxContains === 'number' ? maxContains : Infinity;
  if (maybe < least || surely > most) return failed(at, 'contains');
  return surely >= least && maybe <= most ? met : unsure;
}

function checkAdditional(given: unknown, facts: Facts): Verdict {
  const { schema, value, at, within, count, skip } = facts;
  if (!isRecord(value) || given === true) return met;
  const { properties, patternProperties } = schema;
  const patterns = isRecord(patternProperties) ? Object.keys(patternProperties) : [];
  const names = Object.keys(value).filter(
    (name) => !isRecord(properties) || !Object.hasOwn(properties, name),
  );
  count(Object.keys(value).length / 8);
  return all(
    names.map((name) => {
      const matches = patterns.map((pattern) => testPattern(pattern, name, count));
      if (matches.includes(true)) return met;
      if (matches.includes(null)) return skip('additionalProperties');
      return given === false
        ? failed(below(at, name), 'additionalProperties')
        : within(given, value[name], below(at, name));
    }),
  );
}
