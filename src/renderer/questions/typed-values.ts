import type { FormField, FormValue, FormValues } from '../../shared/contract/mcp-questions.ts';
import type { Typed } from './form-drafts.ts';

export type TypedValues = Readonly<Record<string, Typed>>;

/** What stands in the fields before anybody has typed: what the server would fill in. */
export function typedDefaults(fields: readonly FormField[]): TypedValues {
  return Object.fromEntries(fields.map((field) => [field.name, typedDefault(field)]));
}

function typedDefault(field: FormField): Typed {
  switch (field.type) {
    case 'text':
      return field.format === 'date-time'
        ? localMoment(field.default ?? '')
        : (field.default ?? '');
    case 'number':
      return field.default === undefined ? '' : String(field.default);
    case 'switch':
      return field.default ?? false;
    case 'choice':
      return field.default ?? '';
    case 'choices':
      return field.default ?? [];
  }
}

/** What goes to the core, which looks at it once more; what was left empty is absent. */
export function valuesOf(fields: readonly FormField[], typed: TypedValues): FormValues {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = valueOf(field, typed[field.name] ?? '');
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

function valueOf(field: FormField, typed: Typed): FormValue | undefined {
  if (typeof typed === 'boolean') return typed;
  if (typeof typed !== 'string') return typed.length === 0 && !field.required ? undefined : typed;
  if (typed === '') return undefined;
  if (field.type === 'number') return numberOf(typed);
  if (field.type === 'text' && field.format === 'date-time') return wholeMoment(typed);
  return typed;
}

/** With a point or a comma before the fraction; what is no number stays text, of which the core says so. */
function numberOf(typed: string): number | string {
  const plain = typed.trim().replace(',', '.');
  return /^[+-]?\d*\.?\d+(?:e[+-]?\d+)?$/i.test(plain) ? Number(plain) : typed;
}

/** As a field for moments takes it: in the time of this computer, without saying so. */
function localMoment(moment: string): string {
  const time = Date.parse(moment);
  if (Number.isNaN(time)) return '';
  const offsetMs = new Date(time).getTimezoneOffset() * 60_000;
  return new Date(time - offsetMs).toISOString().slice(0, 16);
}

/** As servers take it: with the difference to UTC. */
function wholeMoment(local: string): string {
  const time = Date.parse(local);
  return Number.isNaN(time) ? local : new Date(time).toISOString();
}
