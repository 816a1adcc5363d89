import { z } from 'zod';
import type {
  FieldFault,
  FormField,
  FormValue,
  FormValues,
} from '../../../../shared/contract/mcp-questions.ts';
import { testPattern } from '../calls/output/test-pattern.ts';

export interface CheckedValues {
  /** What goes to the server: only what its form asks for. */
  readonly values: FormValues;
  /** By the name of the field. */
  readonly faults: Readonly<Record<string, FieldFault>>;
}

/** What a person gave, against what the form says. What was left empty is absent. */
export function checkValues(fields: readonly FormField[], given: FormValues): CheckedValues {
  const values: Record<string, FormValue> = {};
  const faults: Record<string, FieldFault> = {};
  for (const field of fields) {
    const value = valueOf(field, Object.hasOwn(given, field.name) ? given[field.name] : undefined);
    if (value === undefined) {
      if (field.required) faults[field.name] = 'missing';
      continue;
    }
    const fault = faultOf(field, value);
    if (fault === null) values[field.name] = value;
    else faults[field.name] = fault;
  }
  return { values, faults };
}

/** Nothing chosen of many is an answer; an empty text is none. */
function valueOf(field: FormField, given: FormValue | undefined): FormValue | undefined {
  if (given === '') return undefined;
  return given === undefined && field.type === 'choices' && field.required ? [] : given;
}

function faultOf(field: FormField, value: FormValue): FieldFault | null {
  switch (field.type) {
    case 'text':
      return typeof value === 'string' ? textFault(field, value) : 'wrong-type';
    case 'number':
      return typeof value === 'number' ? numberFault(field, value) : 'wrong-type';
    case 'switch':
      return typeof value === 'boolean' ? null : 'wrong-type';
    case 'choice':
      return field.options.some((option) => option.value === value) ? null : 'no-option';
    case 'choices': {
      if (!Array.isArray(value)) return 'wrong-type';
      const isOption = (one: string) => field.options.some((option) => option.value === one);
      if (!value.every(isOption) || new Set(value).size !== value.length) return 'no-option';
      if (value.length < (field.minItems ?? 0)) return 'too-few';
      return value.length > (field.maxItems ?? Infinity) ? 'too-many' : null;
    }
  }
}

function textFault(field: Extract<FormField, { type: 'text' }>, value: string): FieldFault | null {
  const { format, minLength = 0, maxLength = Infinity, pattern } = field;
  // As a schema counts: what a person takes for one character can be several of these.
  const length = [...value].length;
  if (length < minLength) return 'too-short';
  if (length > maxLength) return 'too-long';
  if (format !== undefined && !isOfFormat[format](value)) return `not-${format}`;
  // One that cannot be shown to be quick is the server's to try.
  return pattern !== undefined && testPattern(pattern, value) === false ? 'not-like-pattern' : null;
}

const isOfFormat: Readonly<
  Record<NonNullable<Extract<FormField, { type: 'text' }>['format']>, (value: string) => boolean>
> = {
  email: (value) => value.length <= 320 && z.regexes.html5Email.test(value),
  uri: (value) => /^[a-z][\d+.a-z-]*:[!-~]+$/i.test(value) && URL.canParse(value),
  date: (value) => z.iso.date().safeParse(value).success,
  'date-time': (value) => z.iso.datetime({ offset: true }).safeParse(value).success,
};

function numberFault(
  { integer, minimum = -Infinity, maximum = Infinity }: Extract<FormField, { type: 'number' }>,
  value: number,
): FieldFault | null {
  if (integer && !Number.isInteger(value)) return 'not-whole';
  if (value < minimum) return 'too-small';
  return value > maximum ? 'too-large' : null;
}
