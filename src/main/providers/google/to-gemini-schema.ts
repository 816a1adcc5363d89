import { fieldsOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { findReference } from './find-reference.ts';
import type { GeminiSchema, GeminiType } from './gemini-schema.ts';
import { mergeSchemas } from './merge-schemas.ts';
import { choicesOf, describe, typesOf } from './schema-words.ts';

/** Deeper than any tool for people; what lies below may be anything. */
const maxDepth = 16;
/** A tool is described in far fewer. References that multiply must not fill the memory. */
const maxNodes = 2000;
const maxBranches = 64;

/**
 * The arguments of a tool as the vendor takes them. Where it cannot say the same it says less, so what the model
 * writes needs no way back; the tool checks it as always. Undefined: there are none.
 */
export function toGeminiSchema(schema: unknown): GeminiSchema | undefined {
  const root = fieldsOf(schema) ?? {};
  let nodes = 0;

  function convert(given: unknown, depth: number, seen: readonly unknown[]): GeminiSchema {
    if (++nodes > maxNodes || depth > maxDepth) return anything;
    const { fields, seen: now } = plainOf(given, seen);
    if (fields === undefined) return anything;
    const branches = branchesOf(fields);
    if (branches !== undefined) return alternatives(branches, fields, depth, now);
    const { types, nullable } = typesOf(fields);
    if (types.length === 0) return oneOfThese([withHint(fields)], nullable);
    return oneOfThese(
      types.map((type) => ofType(type, fields, depth, now)),
      nullable,
    );
  }

  /** Whatever is said beside the branches holds for each of them. */
  function alternatives(
    branches: readonly unknown[],
    fields: Fields,
    depth: number,
    seen: readonly unknown[],
  ): GeminiSchema {
    if (branches.length > maxBranches) return anything;
    const { anyOf: _, oneOf: __, ...shared } = fields;
    return oneOfThese(
      branches.map((branch) => {
        const plain = plainOf(branch, seen);
        return convert(mergeSchemas(shared, plain.fields ?? {}), depth + 1, plain.seen);
      }),
    );
  }

  function ofType(
    type: GeminiType,
    fields: Fields,
    depth: number,
    seen: readonly unknown[],
  ): GeminiSchema {
    switch (type) {
      case 'OBJECT':
        return { type, ...describe(fields), ...propertiesOf(fields, depth, seen) };
      case 'ARRAY':
        return {
          type,
          ...describe(fields),
          items: itemsOf(fields, depth, seen),
          ...limitsOf(fields, 'minItems', 'maxItems'),
        };
      case 'STRING':
        return {
          type,
          ...describe(fields),
          ...choicesOf(fields),
          ...limitsOf(fields, 'minLength', 'maxLength'),
        };
      case 'NUMBER':
      case 'INTEGER':
        return { type, ...describe(fields), ...limitsOf(fields, 'minimum', 'maximum') };
      case 'BOOLEAN':
      case 'NULL':
        return { type, ...describe(fields) };
    }
  }

  function propertiesOf(fields: Fields, depth: number, seen: readonly unknown[]) {
    const entries = Object.entries(fieldsOf(fields['properties']) ?? {}).filter(
      ([name, value]) => name !== '' && value !== false,
    );
    // The vendor refuses an empty list of properties, but not none.
    if (entries.length === 0) return {};
    const names = new Set(entries.map(([name]) => name));
    const required = [...new Set(arrayOf(fields['required']))].filter(
      (name): name is string => typeof name === 'string' && names.has(name),
    );
    return {
      properties: Object.fromEntries(
        entries.map(([name, value]) => [name, convert(value, depth + 1, seen)]),
      ),
      ...(required.length === 0 ? {} : { required }),
    };
  }

  /** Of a list whose places differ, each place may hold what any of them may. */
  function itemsOf(fields: Fields, depth: number, seen: readonly unknown[]): GeminiSchema {
    const places = arrayOf(fields['prefixItems'] ?? fields['items']);
    if (places.length === 0) return convert(fields['items'], depth + 1, seen);
    if (places.length > maxBranches) return anything;
    return oneOfThese(places.map((place) => convert(place, depth + 1, seen)));
  }

  /** Without references and `allOf`. Undefined: anything, also where a reference leads back to itself or nowhere. */
  function plainOf(
    given: unknown,
    seen: readonly unknown[],
  ): { readonly fields: Fields | undefined; readonly seen: readonly unknown[] } {
    let fields = fieldsOf(given);
    let now = seen;
    for (let step = 0; fields !== undefined && step < maxDepth; step++) {
      if (fields['$ref'] === undefined && fields['allOf'] === undefined) break;
      const { $ref: reference, allOf, ...rest } = fields;
      if (typeof reference === 'string') {
        const target = fieldsOf(findReference(root, reference));
        if (target === undefined || now.includes(target)) return { fields: rest, seen: now };
        now = [...now, target];
        fields = mergeSchemas(target, rest);
      } else if (Array.isArray(allOf)) {
        let merged: Fields = {};
        for (const part of allOf) {
          if (++nodes > maxNodes) break;
          const plain = plainOf(part, now);
          now = plain.seen;
          merged = mergeSchemas(merged, plain.fields ?? {});
        }
        fields = mergeSchemas(merged, rest);
      } else fields = rest;
    }
    return { fields, seen: now };
  }

  return asArguments(convert(root, 0, []));
}

/** Any value there is. The vendor wants a type, so all of them are named. */
const anything: GeminiSchema = {
  anyOf: [{ type: 'OBJECT' }, { type: 'STRING' }, { type: 'NUMBER' }, { type: 'BOOLEAN' }],
};

/** The arguments are one object; alternatives are laid over each other. */
function asArguments(schema: GeminiSchema): GeminiSchema | undefined {
  const [first, ...others] = (schema.anyOf ?? [schema]).filter(({ type }) => type === 'OBJECT');
  const properties = new Map<string, GeminiSchema>();
  for (const object of first === undefined ? [] : [first, ...others])
    for (const [name, property] of Object.entries(object.properties ?? {})) {
      const known = properties.get(name);
      properties.set(name, known === undefined ? property : oneOfThese([known, property]));
    }
  if (first === undefined || properties.size === 0) return undefined;
  const required = (first.required ?? []).filter((name) =>
    others.every((other) => other.required?.includes(name) === true),
  );
  return {
    type: 'OBJECT',
    ...(first.description === undefined ? {} : { description: first.description }),
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** The vendor allows nothing beside `anyOf`, so alternatives of alternatives become one list. */
function oneOfThese(schemas: readonly GeminiSchema[], nullable = false): GeminiSchema {
  const [only] = schemas;
  if (schemas.length === 1 && only !== undefined && only.anyOf === undefined)
    return nullable && only.type !== 'NULL' ? { ...only, nullable: true } : only;
  const flat = schemas.flatMap((schema) => schema.anyOf ?? [schema]);
  const values = joined(flat.filter(({ type }) => type !== 'NULL'));
  const orNull = nullable || flat.some(({ type }) => type === 'NULL');
  if (values.length > maxBranches) return anything;
  const [first, ...others] = values;
  if (first === undefined) return flat[0] ?? { type: 'NULL' };
  const marked = orNull ? { ...first, nullable: true } : first;
  return others.length === 0 ? marked : { anyOf: [marked, ...others] };
}

/** Each alternative once, and listed texts in one list: many write a choice as alternatives of one text each. */
function joined(schemas: readonly GeminiSchema[]): GeminiSchema[] {
  if (schemas.length < 2) return [...schemas];
  const found = new Map<string, GeminiSchema>();
  for (const schema of schemas) {
    const isChoice = schema.enum !== undefined && schema.description === undefined;
    const key = isChoice ? 'choice' : JSON.stringify(schema);
    const known = found.get(key);
    found.set(
      key,
      known?.enum === undefined || schema.enum === undefined
        ? schema
        : { ...known, enum: [...new Set([...known.enum, ...schema.enum])] },
    );
  }
  return [...found.values()];
}

function branchesOf({ anyOf, oneOf }: Fields): readonly unknown[] | undefined {
  if (anyOf === undefined && oneOf === undefined) return undefined;
  const branches = [...arrayOf(anyOf), ...arrayOf(oneOf)].filter((branch) => branch !== false);
  return branches.length === 0 ? undefined : branches;
}

function withHint(fields: Fields): GeminiSchema {
  const hint = describe(fields);
  return { anyOf: (anything.anyOf ?? []).map((branch) => ({ ...branch, ...hint })) };
}

function limitsOf<Name extends keyof GeminiSchema>(
  fields: Fields,
  ...names: readonly Name[]
): Partial<Record<Name, number>> {
  const limits: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'number' && Number.isFinite(value)) limits[name] = value;
  }
  return limits;
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
