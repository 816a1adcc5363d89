import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../http/fields.ts';
import { toGeminiSchema } from './to-gemini-schema.ts';

/** One argument, as the vendor takes it. */
function argument(schema: unknown, rest: object = {}): unknown {
  return toGeminiSchema({ type: 'object', properties: { a: schema }, ...rest })?.properties?.['a'];
}

describe('the arguments of a tool', () => {
  it('are an object with its properties, and without what the vendor refuses', () => {
    expect(
      toGeminiSchema({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        title: 'Search',
        additionalProperties: false,
        properties: {
          query: { type: 'string', description: 'What for', minLength: 1, pattern: '^(?!x)' },
          count: { type: 'integer', minimum: 1, maximum: 9, exclusiveMinimum: 0, default: 5 },
          ratio: { type: 'number', multipleOf: 0.5 },
          deep: { type: 'boolean' },
          tags: { type: 'array', items: { type: 'string' }, maxItems: 3, uniqueItems: true },
        },
        required: ['query', 'query', 'missing', 7],
      }),
    ).toStrictEqual({
      type: 'OBJECT',
      description: 'Search',
      properties: {
        query: { type: 'STRING', description: 'What for', minLength: 1 },
        count: { type: 'INTEGER', minimum: 1, maximum: 9 },
        ratio: { type: 'NUMBER' },
        deep: { type: 'BOOLEAN' },
        tags: { type: 'ARRAY', items: { type: 'STRING' }, maxItems: 3 },
      },
      required: ['query'],
    });
  });

  it.each([{ type: 'object' }, { type: 'object', properties: {} }, {}, true, null, 'nonsense'])(
    'are left out where there are none: %j',
    (schema) => expect(toGeminiSchema(schema)).toBeUndefined(),
  );

  it('are laid over each other where they are alternatives', () => {
    const of = (kind: string, name: string) => ({
      type: 'object',
      properties: { kind: { const: kind }, [name]: { type: 'string' } },
      required: ['kind', name],
    });
    expect(toGeminiSchema({ oneOf: [of('file', 'path'), of('page', 'url')] })).toStrictEqual({
      type: 'OBJECT',
      properties: {
        kind: { type: 'STRING', format: 'enum', enum: ['file', 'page'] },
        path: { type: 'STRING' },
        url: { type: 'STRING' },
      },
      required: ['kind'],
    });
  });
});

describe('one argument', () => {
  it('may be null', () => {
    expect(argument({ type: ['string', 'null'] })).toStrictEqual({
      type: 'STRING',
      nullable: true,
    });
    expect(argument({ anyOf: [{ type: 'integer' }, { type: 'null' }] })).toStrictEqual({
      type: 'INTEGER',
      nullable: true,
    });
    expect(argument({ enum: ['a', null] })).toStrictEqual({
      type: 'STRING',
      format: 'enum',
      enum: ['a'],
      nullable: true,
    });
    expect(argument({ type: 'null' })).toStrictEqual({ type: 'NULL' });
  });

  it('may be of several types', () => {
    expect(argument({ type: ['string', 'number', 'integer', 'null'] })).toStrictEqual({
      anyOf: [{ type: 'STRING', nullable: true }, { type: 'NUMBER' }],
    });
  });

  it('may be one of alternatives, what is said beside them goes to each', () => {
    expect(
      argument({
        description: 'Where',
        oneOf: [
          { type: 'string' },
          { anyOf: [{ type: 'array', items: { type: 'number' } }, { type: 'boolean' }] },
        ],
      }),
    ).toStrictEqual({
      anyOf: [
        { type: 'STRING', description: 'Where' },
        { type: 'ARRAY', description: 'Where', items: { type: 'NUMBER' } },
        { type: 'BOOLEAN', description: 'Where' },
      ],
    });
  });

  it('may be one of some texts; of other values it is said in words', () => {
    expect(argument({ const: 'a' })).toStrictEqual({ type: 'STRING', format: 'enum', enum: ['a'] });
    expect(argument({ oneOf: [{ const: 'a' }, { const: 'b' }] })).toStrictEqual({
      type: 'STRING',
      format: 'enum',
      enum: ['a', 'b'],
    });
    expect(argument({ type: 'integer', enum: [1, 2], description: 'How many' })).toStrictEqual({
      type: 'INTEGER',
      description: 'How many\nOne of: 1, 2',
    });
    // The vendor refuses a list with an empty text.
    expect(argument({ enum: ['', 'a'] })).toStrictEqual({
      type: 'STRING',
      description: 'One of: "", "a"',
    });
  });

  it('keeps the one format that is known', () => {
    expect(argument({ type: 'string', format: 'date-time' })).toStrictEqual({
      type: 'STRING',
      format: 'date-time',
    });
    expect(argument({ type: 'string', format: 'email' })).toStrictEqual({ type: 'STRING' });
  });

  it('may be an object or a list that nobody describes', () => {
    const anything = [
      { type: 'OBJECT' },
      { type: 'STRING' },
      { type: 'NUMBER' },
      { type: 'BOOLEAN' },
    ];
    expect(argument({ type: 'object', additionalProperties: true })).toStrictEqual({
      type: 'OBJECT',
    });
    expect(argument({ type: 'array' })).toStrictEqual({
      type: 'ARRAY',
      items: { anyOf: anything },
    });
    expect(argument({})).toStrictEqual({ anyOf: anything });
    expect(
      argument({ type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] }),
    ).toStrictEqual({
      type: 'ARRAY',
      items: { anyOf: [{ type: 'STRING' }, { type: 'NUMBER' }] },
    });
  });

  it('is what it refers to, with what is said beside', () => {
    const rest = {
      $defs: {
        'a/b': { type: 'string', description: 'There' },
        both: { allOf: [{ $ref: '#/$defs/named' }, { properties: { age: { type: 'integer' } } }] },
        named: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
      },
    };
    expect(argument({ $ref: '#/$defs/a~1b', minLength: 2 }, rest)).toStrictEqual({
      type: 'STRING',
      description: 'There',
      minLength: 2,
    });
    expect(argument({ $ref: '#/$defs/both', required: ['age'] }, rest)).toStrictEqual({
      type: 'OBJECT',
      properties: { name: { type: 'STRING' }, age: { type: 'INTEGER' } },
      required: ['name', 'age'],
    });
  });

  it('may be anything below the place where a reference leads back', () => {
    const rest = {
      $defs: {
        tree: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            children: { type: 'array', items: { $ref: '#/$defs/tree' } },
          },
        },
      },
    };
    expect(argument({ $ref: '#/$defs/tree' }, rest)).toMatchObject({
      type: 'OBJECT',
      properties: {
        name: { type: 'STRING' },
        children: { type: 'ARRAY', items: { anyOf: [{ type: 'OBJECT' }, {}, {}, {}] } },
      },
    });
  });

  it('keeps a property with a strange name', () => {
    const schema = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}');
    expect(JSON.stringify(argument(schema))).toBe(
      '{"type":"OBJECT","properties":{"__proto__":{"type":"STRING"}}}',
    );
  });
});

it('does not grow without end', () => {
  // Each level names the next one twice: 2^40 schemas if it were written out.
  const $defs = Object.fromEntries(
    Array.from({ length: 40 }, (_, level) => [
      `d${level}`,
      {
        type: 'object',
        properties: {
          a: { $ref: `#/$defs/d${level + 1}` },
          b: { $ref: `#/$defs/d${level + 1}` },
        },
        allOf: [{ $ref: `#/$defs/d${level + 1}` }, { $ref: `#/$defs/d${level + 1}` }],
      },
    ]),
  );
  const schema = { type: 'object', properties: { a: { $ref: '#/$defs/d0' } }, $defs };
  expect(JSON.stringify(toGeminiSchema(schema)).length).toBeLessThan(1_000_000);
});

it('makes something the vendor takes of whatever it is given', () => {
  fc.assert(
    fc.property(anySchema, (schema) => {
      const converted = toGeminiSchema(schema);
      if (converted === undefined) return;
      expect(converted.type).toBe('OBJECT');
      expect(wrongWith(converted)).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

const anyJson = fc.jsonValue({ maxDepth: 1 });

const { schema: anySchema } = fc.letrec<{ schema: unknown; object: unknown }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    fc.oneof(anyJson, fc.boolean()),
    tie('object'),
  ),
  object: fc.record(
    {
      type: fc.oneof(typeName(), fc.array(typeName(), { maxLength: 4 }), anyJson),
      description: fc.oneof(fc.string(), fc.integer()),
      properties: fc.oneof(
        fc.dictionary(fc.constantFrom('a', 'b', '', '__proto__'), tie('schema'), { maxKeys: 3 }),
        anyJson,
      ),
      required: fc.oneof(fc.array(fc.constantFrom('a', 'b', 1)), anyJson),
      items: fc.oneof(tie('schema'), fc.array(tie('schema'), { maxLength: 3 })),
      prefixItems: fc.array(tie('schema'), { maxLength: 3 }),
      anyOf: fc.oneof(fc.array(tie('schema'), { maxLength: 3 }), anyJson),
      oneOf: fc.array(tie('schema'), { maxLength: 3 }),
      allOf: fc.oneof(fc.array(tie('schema'), { maxLength: 3 }), anyJson),
      enum: fc.oneof(fc.array(fc.oneof(fc.string(), anyJson), { maxLength: 4 }), anyJson),
      const: anyJson,
      $ref: fc.constantFrom('#', '#/properties/a', '#/$defs/b', '#/%zz', 'other.json', '#/anyOf/0'),
      $defs: fc.dictionary(fc.constantFrom('a', 'b'), tie('schema')),
      minimum: fc.oneof(fc.double(), fc.string()),
      maxItems: fc.oneof(fc.nat(), fc.string()),
      format: fc.constantFrom('date-time', 'email', 7),
      nullable: fc.oneof(fc.boolean(), fc.string()),
      additionalProperties: tie('schema'),
      not: tie('schema'),
    },
    { requiredKeys: [] },
  ),
}));

function typeName() {
  return fc.constantFrom('object', 'object', 'string', 'array', 'integer', 'number', 'null');
}

const types = ['STRING', 'NUMBER', 'INTEGER', 'BOOLEAN', 'ARRAY', 'OBJECT', 'NULL'];
const beside: Readonly<Record<string, readonly string[]>> = {
  OBJECT: ['properties', 'required'],
  ARRAY: ['items', 'minItems', 'maxItems'],
  STRING: ['format', 'enum', 'minLength', 'maxLength'],
  NUMBER: ['minimum', 'maximum'],
  INTEGER: ['minimum', 'maximum'],
};

/** What the vendor would say; undefined if it would say nothing. */
function wrongWith(schema: unknown): string | undefined {
  const fields = fieldsOf(schema);
  if (fields === undefined) return 'It is no schema.';
  const names = Object.keys(fields);
  const branches = fields['anyOf'];
  if (branches !== undefined) {
    if (names.length > 1) return 'Something is beside anyOf.';
    if (!Array.isArray(branches) || branches.length < 2) return 'There is no choice.';
    return first(branches.map(wrongWith));
  }
  const type = String(fields['type']);
  if (!types.includes(type)) return `There is no type ${type}.`;
  const allowed = ['type', 'description', 'nullable', ...(beside[type] ?? [])];
  const other = names.find((name) => !allowed.includes(name));
  if (other !== undefined) return `${type} takes no ${other}.`;
  for (const name of ['minimum', 'maximum', 'minItems', 'maxItems', 'minLength', 'maxLength'])
    if (fields[name] !== undefined && !Number.isFinite(fields[name]))
      return `${name} is no number.`;
  const values = fields['enum'];
  if (values !== undefined) {
    if (!Array.isArray(values) || values.length === 0) return 'Its list is empty.';
    if (values.some((value) => typeof value !== 'string' || value === ''))
      return 'Its list holds more than texts.';
    if (new Set(values).size < values.length) return 'Its list says something twice.';
  }
  if (type === 'ARRAY') return wrongWith(fields['items']);
  const properties = fieldsOf(fields['properties']);
  if (properties === undefined)
    return names.includes('required') ? 'Nothing there is required.' : undefined;
  if (Object.keys(properties).length === 0) return 'Its properties are empty.';
  const required = (fields['required'] ?? []) as string[];
  if (required.some((name) => !Object.hasOwn(properties, name))) return 'It requires what is not.';
  return first(Object.values(properties).map(wrongWith));
}

function first(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined);
}
