import { textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import type { GeminiType } from './gemini-schema.ts';

/** What a value may be. No types: anything. */
export function typesOf(fields: Fields): {
  readonly types: readonly GeminiType[];
  readonly nullable: boolean;
} {
  const said = fields['type'];
  const values = valuesOf(fields);
  const plain = typeof said === 'string' ? typeNames.get(said) : undefined;
  if (plain !== undefined && values.length === 0)
    return { types: [plain], nullable: fields['nullable'] === true };
  const named = Array.isArray(said) ? said : said === undefined ? guessed(fields, values) : [said];
  const known = new Set(named.flatMap((name: unknown) => typeNames.get(name) ?? []));
  // An integer is a number as well: the model needs only one of the two.
  if (known.has('NUMBER')) known.delete('INTEGER');
  const nullable = known.has('NULL') || fields['nullable'] === true || values.includes(null);
  if (known.size > 1) known.delete('NULL');
  return { types: [...known], nullable };
}

/** Many schemas leave out the type where the rest tells. */
function guessed(fields: Fields, values: readonly unknown[]): readonly unknown[] {
  if (values.length > 0) return values.map(typeNameOf);
  if (fields['properties'] !== undefined || fields['required'] !== undefined) return ['object'];
  if (fields['items'] !== undefined || fields['prefixItems'] !== undefined) return ['array'];
  return [];
}

function typeNameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const typeNames: ReadonlyMap<unknown, GeminiType> = new Map<unknown, GeminiType>([
  ['string', 'STRING'],
  ['number', 'NUMBER'],
  ['integer', 'INTEGER'],
  ['boolean', 'BOOLEAN'],
  ['array', 'ARRAY'],
  ['object', 'OBJECT'],
  ['null', 'NULL'],
]);

/** The values of a text that are listed, or its format. Only texts can be listed, and no empty one. */
export function choicesOf(fields: Fields): {
  readonly format?: string;
  readonly enum?: readonly string[];
} {
  const values = valuesOf(fields).filter((value) => value !== null);
  const texts = values.filter((value): value is string => typeof value === 'string');
  if (texts.length > 0 && texts.length === values.length && !texts.includes(''))
    return { format: 'enum', enum: [...new Set(texts)] };
  // Of the formats of texts the vendor knows only this one.
  return fields['format'] === 'date-time' ? { format: 'date-time' } : {};
}

/** What is said of a value, and in words what the vendor's schemas cannot say. */
export function describe(fields: Fields): { readonly description?: string } {
  const said = textOf(fields['description']) ?? textOf(fields['title']);
  const values = valuesOf(fields).filter((value) => value !== null);
  if (values.length === 0) return said === undefined || said === '' ? {} : { description: said };
  const isListed = choicesOf(fields).enum !== undefined;
  const listed = isListed
    ? ''
    : `One of: ${values.map((value) => JSON.stringify(value)).join(', ')}`;
  const hint = [said ?? '', listed].filter((part) => part !== '').join('\n');
  return hint === '' ? {} : { description: hint };
}

function valuesOf(fields: Fields): readonly unknown[] {
  if (fields['const'] !== undefined) return [fields['const']];
  return Array.isArray(fields['enum']) ? fields['enum'] : [];
}
