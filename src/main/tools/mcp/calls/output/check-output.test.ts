import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkOutput } from './check-output.ts';

const draft7 = 'http://json-schema.org/draft-07/schema#';

/** As it comes: an object with `then` is best not written down. */
const conditional = JSON.parse(
  '{ "if": { "type": "string" }, "then": { "minLength": 2 }, "else": { "const": 1 } }',
) as object;

/** Each word with values that meet it and values that do not. */
const words: readonly (readonly [object, readonly unknown[], readonly unknown[]])[] = [
  [{ type: 'string' }, ['a'], [1, null, [], {}]],
  [{ type: 'integer' }, [1, 1.0], [1.5, '1']],
  [{ type: ['number', 'null'] }, [1.5, null], [true]],
  [{ enum: ['a', { b: [1], c: 2 }] }, ['a', { c: 2, b: [1] }], ['b', { b: [1] }]],
  [{ const: null }, [null], [0, false]],
  [{ minimum: 1, exclusiveMaximum: 3 }, [1, 2.9, 'x'], [0, 3]],
  [{ exclusiveMinimum: 1, maximum: 3 }, [1.1, 3], [1, 3.1]],
  [{ multipleOf: 0.1 }, [0.3, 7, 'x'], [0.35]],
  [{ minLength: 2, maxLength: 3 }, ['ab', '😀😀😀', 7], ['a', 'abcd']],
  [{ pattern: '^a' }, ['ab', 7], ['b']],
  [{ items: { type: 'number' } }, [[], [1], 'x'], [['a']]],
  [{ prefixItems: [{ type: 'string' }], items: false }, [['a'], []], [['a', 1], [1]]],
  [{ $schema: draft7, items: [{ type: 'string' }], additionalItems: false }, [['a']], [['a', 1]]],
  [
    { minItems: 1, maxItems: 2, uniqueItems: true },
    [[1, 2]],
    [[], [1, 2, 3], [{ a: 1 }, { a: 1 }]],
  ],
  [{ contains: { type: 'string' } }, [['a', 1]], [[1], []]],
  [{ contains: { const: 1 }, minContains: 0, maxContains: 1 }, [[], [1]], [[1, 1]]],
  [{ required: ['a', '__proto__'] }, [{ a: 1, ['__proto__']: 2 }, 7], [{ a: 1 }, {}]],
  [{ properties: { a: { type: 'string' } } }, [{}, { a: 'x' }, { b: 1 }], [{ a: 1 }]],
  [{ properties: { a: true }, additionalProperties: false }, [{ a: 1 }], [{ b: 1 }]],
  [{ additionalProperties: { type: 'number' } }, [{ a: 1 }], [{ a: 'x' }]],
  [
    { patternProperties: { '^x': { type: 'number' } }, additionalProperties: false },
    [{ xa: 1 }],
    [{ xa: 'a' }, { y: 1 }],
  ],
  [{ propertyNames: { maxLength: 1 } }, [{ a: 1 }], [{ ab: 1 }]],
  [{ minProperties: 1, maxProperties: 1 }, [{ a: 1 }], [{}, { a: 1, b: 2 }]],
  [{ dependentRequired: { a: ['b'] } }, [{ a: 1, b: 1 }, {}], [{ a: 1 }]],
  [{ dependentSchemas: { a: { required: ['b'] } } }, [{ a: 1, b: 1 }, {}], [{ a: 1 }]],
  [{ allOf: [{ minimum: 1 }, { maximum: 2 }] }, [1], [0, 3]],
  [{ anyOf: [{ type: 'string' }, { minimum: 5, type: 'number' }] }, ['a', 6], [4]],
  [{ oneOf: [{ type: 'number' }, { minimum: 5 }] }, [4, 'x'], [6]],
  [{ not: { type: 'string' } }, [1], ['a']],
  [conditional, ['ab', 1], ['a', 2]],
  [{ $defs: { a: { type: 'string' } }, $ref: '#/$defs/a', minLength: 2 }, ['ab'], ['a', 1]],
  [
    { definitions: { 'a/b': { type: 'string' } }, items: { $ref: '#/definitions/a~1b' } },
    [['a']],
    [[1]],
  ],
  [{ $schema: draft7, definitions: { a: {} }, $ref: '#/definitions/a', type: 'string' }, [1], []],
  [
    { type: 'object', properties: { next: { $ref: '#' } }, required: ['name'] },
    [{ name: 1, next: { name: 2 } }],
    [{ name: 1, next: {} }],
  ],
  [{ title: 'x', 'x-made-up': 1, format: 'email', readOnly: true }, ['not an address'], []],
];

describe('a result is compared with what its tool said it would be', () => {
  it.each(words)('%j', (schema, good, bad) => {
    for (const value of good)
      expect(checkOutput(schema, value), JSON.stringify(value)).toEqual({
        problems: [],
        unchecked: [],
      });
    for (const value of bad) {
      const { problems, unchecked } = checkOutput(schema, value);
      expect(problems.length, JSON.stringify(value)).toBeGreaterThan(0);
      expect(unchecked).toEqual([]);
    }
  });

  it('says where', () => {
    const day = { required: ['a/b'], properties: { 'a/b': true }, additionalProperties: false };
    const schema = { properties: { days: { type: 'array', items: day } } };
    expect(checkOutput(schema, { days: [{ 'a/b': 1 }, { c: 2 }] }).problems).toEqual([
      { at: '/days/1/a~1b', keyword: 'required' },
      { at: '/days/1/c', keyword: 'additionalProperties' },
    ]);
  });

  it('agrees with zod about what zod can say', () => {
    const kinds = [
      z.string().min(2).max(4),
      z.number().min(-1).max(3),
      z.int(),
      z.boolean(),
      z.null(),
      z.enum(['a', 'b']),
      z.literal(['a', 1, null]),
      z.array(z.string()).max(2),
      z.tuple([z.string(), z.number()]),
      z.object({ a: z.string(), b: z.number().optional() }),
      z.strictObject({ a: z.int().nullable() }),
      z.record(z.string(), z.boolean()),
      z.union([z.string(), z.object({ a: z.array(z.number()) })]),
      z.intersection(z.object({ a: z.number() }), z.object({ b: z.number() })),
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('a'), a: z.number() }),
        z.object({ type: z.literal('b') }),
      ]),
    ];
    const value = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('a', 'b', '', 'abcde', 0, 1, 2.5, -7, true, false, null),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'type', 'c'), tie('json'), { maxKeys: 3 }),
      ),
    })).json;
    for (const kind of kinds) {
      const schema = z.toJSONSchema(kind, { io: 'input' });
      fc.assert(
        fc.property(value, (json) => {
          const { problems, unchecked } = checkOutput(schema, json);
          expect(unchecked).toEqual([]);
          expect(problems.length === 0).toBe(kind.safeParse(json).success);
        }),
        { numRuns: 300 },
      );
    }
  });
});

describe('what cannot be checked', () => {
  it.each([
    [{ unevaluatedProperties: false }, {}, 'unevaluatedProperties'],
    [{ $dynamicRef: '#a' }, {}, '$dynamicRef'],
    [{ $ref: 'https://example.com/schema.json' }, {}, '$ref'],
    [{ $ref: '#anchor' }, {}, '$ref'],
    [{ $ref: '#/$defs/__proto__' }, {}, '$ref'],
    [{ $ref: '#/%' }, {}, '$ref'],
    [{ pattern: '(a+)+$' }, `${'a'.repeat(60)}!`, 'pattern'],
    [
      { patternProperties: { '(a+)+$': false } },
      { [`${'a'.repeat(60)}!`]: 1 },
      'patternProperties',
    ],
    [{ minimum: '3' }, 1, 'minimum'],
    [{ type: 'date' }, 1, 'type'],
    [{ properties: [] }, {}, 'properties'],
    [7, 1, 'schema'],
    [{ items: 7 }, [1], 'schema'],
    [{ $ref: '#' }, 1, 'depth'],
  ])('by %j is said', (schema, value, keyword) => {
    expect(checkOutput(schema, value)).toEqual({ problems: [], unchecked: [keyword] });
  });

  it('makes nothing wrong that may be right', () => {
    const odd = { pattern: '(a+)+$' };
    for (const schema of [
      { not: odd },
      { anyOf: [odd] },
      { oneOf: [odd, odd] },
      { if: odd, else: false },
    ])
      expect(checkOutput(schema, 'aaa!')).toEqual({ problems: [], unchecked: ['pattern'] });
    expect(
      checkOutput({ patternProperties: { '(a+)+$': true }, additionalProperties: false }, { x: 1 }),
    ).toEqual({ problems: [], unchecked: ['patternProperties', 'additionalProperties'] });
    expect(checkOutput({ anyOf: [odd, { type: 'string' }] }, 'aaa!').problems).toEqual([]);
  });

  it('is given up where it would take long, and the result is no worse for it', () => {
    const branches = { anyOf: [{ $ref: '#' }, { $ref: '#' }, { $ref: '#' }] };
    expect(checkOutput(branches, 1).unchecked).toContain('size');
    const wide = { items: { required: Array.from({ length: 10_000 }, (_, at) => `a${at}`) } };
    const rows = Array.from({ length: 10_000 }, () => ({}));
    expect(checkOutput(wide, rows)).toEqual({ problems: [], unchecked: ['size'] });
    const long = { enum: ['x'.repeat(1_000_000)] };
    const texts = Array.from({ length: 10_000 }, () => 'y');
    expect(checkOutput({ items: long }, texts)).toEqual({ problems: [], unchecked: ['size'] });
    let deep: unknown = 1;
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(checkOutput({ const: 1 }, deep)).toEqual({ problems: [], unchecked: ['size'] });
    expect(checkOutput({ items: { $ref: '#' } }, deep).unchecked).toEqual(['depth']);
    const many = checkOutput(
      { items: false },
      Array.from({ length: 1000 }, () => 1),
    );
    expect(many.problems).toHaveLength(20);
  });

  it('and whatever else a server sends does not throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (schema, value) => {
        checkOutput(schema, value);
      }),
    );
    const keyword = fc.constantFrom(
      ...[
        'type',
        'enum',
        'items',
        'prefixItems',
        'contains',
        'required',
        'properties',
        'not',
        'if',
      ],
      ...[
        'patternProperties',
        'additionalProperties',
        'anyOf',
        'oneOf',
        'allOf',
        '$ref',
        'pattern',
      ],
      ...[
        'dependentRequired',
        'propertyNames',
        'multipleOf',
        'uniqueItems',
        'minContains',
        '$schema',
      ],
    );
    fc.assert(
      fc.property(fc.dictionary(keyword, fc.jsonValue()), fc.jsonValue(), (schema, value) => {
        checkOutput(schema, value);
      }),
      { numRuns: 1000 },
    );
  });
});
