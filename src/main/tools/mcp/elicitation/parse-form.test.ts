import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FormField, FormValue } from '../../../../shared/contract/mcp-questions.ts';
import { RefusedRequest } from '../session/session.ts';
import { checkValues } from './check-values.ts';
import { parseForm } from './parse-form.ts';

const form = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const field = (schema: object): FormField | undefined => parseForm(form({ a: schema }))[0];
const refused = expect.objectContaining({ code: -32_602 });

test.each<[string, object, object]>([
  ['a text', { type: 'string' }, { type: 'text' }],
  [
    'a text with all there is',
    {
      type: 'string',
      title: 'A',
      description: 'b',
      format: 'date',
      default: 'later',
      examples: [],
    },
    { type: 'text', title: 'A', description: 'b', format: 'date', default: 'later' },
  ],
  ['a title of nothing', { type: 'boolean', title: ' ' }, { type: 'switch', title: 'a' }],
  [
    'a whole number',
    { type: 'integer', minimum: 1 },
    { type: 'number', integer: true, minimum: 1 },
  ],
  [
    'options without names',
    { type: 'string', enum: ['x', 'y'], default: 'z' },
    {
      type: 'choice',
      options: [
        { value: 'x', title: 'x' },
        { value: 'y', title: 'y' },
      ],
      default: undefined,
    },
  ],
  [
    'fewer names than options',
    { type: 'string', enum: ['x', 'y'], enumNames: ['X'] },
    {
      options: [
        { value: 'x', title: 'X' },
        { value: 'y', title: 'y' },
      ],
    },
  ],
  [
    'options with titles',
    { type: 'string', oneOf: [{ const: 'x', title: 'X' }], default: 'x' },
    { type: 'choice', options: [{ value: 'x', title: 'X' }], default: 'x' },
  ],
  [
    'several of them',
    {
      type: 'array',
      minItems: 1,
      items: { anyOf: [{ const: 'x', title: 'X' }] },
      default: ['x', 'y', 'x'],
    },
    { type: 'choices', minItems: 1, options: [{ value: 'x', title: 'X' }], default: ['x'] },
  ],
])('%s', (_what, schema, parsed) => {
  expect(field(schema)).toMatchObject({ name: 'a', title: 'a', required: false, ...parsed });
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['no object', { type: 'string' }],
  ['no properties', { type: 'object' }],
  ['properties that are a list', form([])],
  ['an object in it', form({ a: { type: 'object', properties: {} } })],
  ['any list', form({ a: { type: 'array', items: { type: 'string' } } })],
  ['a list of numbers', form({ a: { type: 'array', items: { type: 'number', enum: ['1'] } } })],
  ['two types', form({ a: { type: ['string', 'null'] } })],
  ['a format nobody knows', form({ a: { type: 'string', format: 'password' } })],
  ['a number of a list', form({ a: { type: 'number', enum: [1] } })],
  ['a reference', form({ a: { $ref: '#/x' } })],
  ['parts', form({ a: { type: 'string', allOf: [] } })],
  ['a default of another type', form({ a: { type: 'number', default: '1' } })],
  ['bounds the wrong way round', form({ a: { type: 'string', minLength: 2, maxLength: 1 } })],
  ['a negative length', form({ a: { type: 'string', minLength: -1 } })],
  ['two options of one value', form({ a: { type: 'string', enum: ['x', 'x'] } })],
  ['no options', form({ a: { type: 'string', enum: [] } })],
  ['more than there is', form({ a: { type: 'array', items: { enum: ['x'] }, minItems: 2 } })],
  ['something required that is not there', form({}, { required: ['a'] })],
  ['a prototype', { type: 'object', properties: JSON.parse('{"__proto__":{"type":"string"}}') }],
  [
    'too many',
    form(Object.fromEntries([...Array(101).keys()].map((n) => [n, { type: 'string' }]))),
  ],
  ['too much', form({ a: { type: 'string', description: 'x'.repeat(100_000) } })],
])('%s is refused', (_what, schema) => {
  expect(() => parseForm(schema)).toThrow(refused);
});

test('whatever a server sends is fields or refused in words', () => {
  const word = fc.constantFrom(
    ...['type', 'properties', 'required', 'enum', 'oneOf', 'items', 'const', 'title', 'default'],
    ...['minimum', 'minLength', 'format', 'object', 'string', 'array', 'number', '__proto__', 'a'],
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      word,
      fc.integer(),
      fc.boolean(),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(word, tie('tree'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(word, tree), (properties) => {
      try {
        parseForm(form(properties));
      } catch (error) {
        expect(error).toBeInstanceOf(RefusedRequest);
      }
    }),
    { numRuns: 500 },
  );
});

const anyText = fc.string({ maxLength: 20 });
const names = fc.uniqueArray(anyText, { minLength: 1, maxLength: 5 });
/** A schema of a property, and a value that it takes. */
const fits: fc.Arbitrary<readonly [object, FormValue]> = fc.oneof(
  anyText
    .filter((text) => text !== '')
    .map((text) => [{ type: 'string', maxLength: [...text].length }, text] as const),
  fc.integer().map((n) => [{ type: 'integer', minimum: n, maximum: n }, n] as const),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((n) => [{ type: 'number', maximum: n }, n] as const),
  fc.boolean().map((isOn) => [{ type: 'boolean', default: !isOn }, isOn] as const),
  names
    .filter(([first]) => first !== '')
    .map((options) => [{ type: 'string', enum: options }, options[0] ?? ''] as const),
  names.map(
    (options) =>
      [{ type: 'array', items: { enum: options }, maxItems: options.length }, options] as const,
  ),
);

test('what a schema takes goes out as it was given', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string({ maxLength: 8 }).filter((name) => name !== '__proto__'),
        fits,
      ),
      (all) => {
        const entries = Object.entries(all);
        const fields = parseForm(
          form(Object.fromEntries(entries.map(([name, [schema]]) => [name, schema])), {
            required: Object.keys(all),
          }),
        );
        const given = Object.fromEntries(entries.map(([name, [, value]]) => [name, value]));
        expect(checkValues(fields, given)).toEqual({ values: given, faults: {} });
      },
    ),
    { numRuns: 300 },
  );
});

test('a pattern that could take for ever is not tried', () => {
  const fields = parseForm(form({ a: { type: 'string', pattern: '^(a+)+$' } }));
  const given = { a: `${'a'.repeat(50_000)}!` };
  expect(checkValues(fields, given)).toEqual({ values: given, faults: {} });
});

test('what was left empty is missing where it is needed, and else not there', () => {
  const text = { type: 'string' };
  const many = { type: 'array', items: { enum: ['x'] } };
  const properties = { a: text, b: text, c: many, d: many, e: { type: 'string', minLength: 3 } };
  const fields = parseForm(form(properties, { required: ['a', 'c'] }));
  expect(checkValues(fields, { a: '', b: '', e: '' })).toEqual({
    values: { c: [] },
    faults: { a: 'missing' },
  });
  // As schemas count, an emoji of two units is one.
  expect(checkValues(fields, { a: '😀', c: [], e: '😀😀' }).faults).toEqual({ e: 'too-short' });
  expect(checkValues(fields, { a: 1, c: 'x', d: ['x', 'x'] }).faults).toEqual({
    a: 'wrong-type',
    c: 'wrong-type',
    d: 'no-option',
  });
});
