import { z } from 'zod';
import { textFormats } from '../../../../shared/contract/mcp-questions.ts';
import type { FormField } from '../../../../shared/contract/mcp-questions.ts';
import { isRecord } from '../../../../shared/is-record.ts';
import { invalidParams } from './invalid-params.ts';

const maxFields = 100;
/** Of the whole schema as JSON: somebody has to read it. */
const maxCharacters = 100_000;

const text = z.string();
const count = z.number().int().nonnegative();
const aboutSchema = z.object({ title: text.optional(), description: text.optional() });
const about = aboutSchema.shape;
const titled = z.array(z.object({ const: text, title: text })).min(1);
const values = z.array(text).min(1);

const textSchema = z.object({
  ...about,
  format: z.enum(textFormats).optional(),
  minLength: count.optional(),
  maxLength: count.optional(),
  pattern: text.optional(),
  default: text.optional(),
});
const numberSchema = z.object({
  ...about,
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.number().optional(),
});
const switchSchema = z.object({ ...about, default: z.boolean().optional() });
const choiceSchema = z.object({
  ...about,
  enum: values.optional(),
  enumNames: z.array(text).optional(),
  oneOf: titled.optional(),
  anyOf: titled.optional(),
  default: text.optional(),
});
const choicesSchema = z.object({
  ...about,
  items: z.object({
    type: z.literal('string').optional(),
    enum: values.optional(),
    enumNames: z.array(text).optional(),
    oneOf: titled.optional(),
    anyOf: titled.optional(),
  }),
  minItems: count.optional(),
  maxItems: count.optional(),
  default: z.array(text).optional(),
});

/** What would change which values fit in a way no form can show. Of other words the server itself sees to it. */
const unshowable = ['$ref', '$dynamicRef', 'allOf', 'not', 'if', 'patternProperties'];
const ofOptions = ['enum', 'const', 'oneOf', 'anyOf'];

/**
 * The fields of a form that a server asks for: a flat object of texts, numbers, switches and choices, as the
 * specification of 2025-11-25 says. Throws a `RefusedRequest` that says in words what cannot be asked.
 */
export function parseForm(schema: unknown): readonly FormField[] {
  if (!isRecord(schema) || schema['type'] !== 'object' || !isRecord(schema['properties']))
    throw invalidParams('requestedSchema has to describe an object with properties.');
  if (JSON.stringify(schema).length > maxCharacters)
    throw invalidParams(`requestedSchema is longer than ${maxCharacters} characters.`);
  const { properties } = schema;
  const names = Object.keys(properties);
  if (names.length > maxFields) throw invalidParams(`More than ${maxFields} properties.`);
  const required = z.array(text).default([]).safeParse(schema['required']);
  if (!required.success || required.data.some((name) => !Object.hasOwn(properties, name)))
    throw invalidParams('required has to be a list of names of properties.');
  for (const word of unshowable)
    if (Object.hasOwn(schema, word)) throw invalidParams(`No form can show ${word}.`);
  return names.map((name) => {
    // As a key it would be lost, or worse.
    if (name === '__proto__') throw invalidParams('A property cannot be called __proto__.');
    return parseField(name, properties[name], required.data.includes(name));
  });
}

function parseField(name: string, schema: unknown, required: boolean): FormField {
  const refuse = (words: string) => invalidParams(`properties.${name.slice(0, 100)}: ${words}`);
  if (!isRecord(schema)) throw refuse('this is no schema.');
  for (const word of unshowable)
    if (Object.hasOwn(schema, word)) throw refuse(`no form can show ${word}.`);
  const { type } = schema;

  function read<T>(as: z.ZodType<T>): T {
    const parsed = as.safeParse(schema);
    if (parsed.success) return parsed.data;
    const paths = parsed.error.issues.map(({ path }) => path.join('.'));
    throw refuse(`these cannot be read: ${paths.join(', ').slice(0, 500)}`);
  }
  const aboutOf = (given: z.infer<typeof aboutSchema>) => ({
    name,
    title: given.title === undefined || given.title.trim() === '' ? name : given.title,
    description: given.description,
    required,
  });
  function inOrder(least: number | undefined, most: number | undefined): void {
    if (least !== undefined && most !== undefined && least > most)
      throw refuse('its lower bound is above its upper one.');
  }

  switch (type) {
    case 'string': {
      if (ofOptions.some((word) => Object.hasOwn(schema, word))) {
        const choice = read(choiceSchema);
        const options = optionsOf(choice);
        if (options === null) throw refuse('its options cannot be told apart.');
        return {
          type: 'choice',
          ...aboutOf(choice),
          options,
          default: has(options, choice.default) ? choice.default : undefined,
        };
      }
      const field = read(textSchema);
      inOrder(field.minLength, field.maxLength);
      return { ...field, type: 'text', ...aboutOf(field) };
    }
    case 'number':
    case 'integer': {
      if (ofOptions.some((word) => Object.hasOwn(schema, word)))
        throw refuse('only texts can be chosen from a list.');
      const field = read(numberSchema);
      inOrder(field.minimum, field.maximum);
      return { ...field, type: 'number', ...aboutOf(field), integer: type === 'integer' };
    }
    case 'boolean': {
      if (ofOptions.some((word) => Object.hasOwn(schema, word)))
        throw refuse('only texts can be chosen from a list.');
      const field = read(switchSchema);
      return { ...field, type: 'switch', ...aboutOf(field) };
    }
    case 'array': {
      const { items, ...field } = read(choicesSchema);
      const options = optionsOf(items);
      if (options === null) throw refuse('its options cannot be told apart.');
      inOrder(field.minItems, field.maxItems);
      inOrder(field.minItems, options.length);
      const given = field.default?.filter((one) => has(options, one));
      return {
        ...field,
        type: 'choices',
        ...aboutOf(field),
        options,
        default: given && [...new Set(given)],
      };
    }
    default:
      throw refuse('its type has to be string, number, integer, boolean or array.');
  }
}

type Options = Extract<FormField, { type: 'choice' }>['options'];

/** null: there are none, or two of one value. */
function optionsOf(given: {
  readonly enum?: readonly string[] | undefined;
  readonly enumNames?: readonly string[] | undefined;
  readonly oneOf?: readonly { const: string; title: string }[] | undefined;
  readonly anyOf?: readonly { const: string; title: string }[] | undefined;
}): Options | null {
  const named = given.oneOf ?? given.anyOf;
  const options =
    named?.map((option) => ({ value: option.const, title: option.title })) ??
    given.enum?.map((value, at) => ({ value, title: given.enumNames?.[at] ?? value }));
  if (options === undefined) return null;
  const distinct = new Set(options.map(({ value }) => value));
  return distinct.size === options.length ? options : null;
}

function has(options: Options, value: string | undefined): boolean {
  return options.some((option) => option.value === value);
}
