import type { ServerInput } from '../../shared/contract/mcp-server.ts';

/** What stands in the fields of a form. */
export interface FormFields {
  /** '' where there is no field of this name. */
  readonly text: (name: string) => string;
  readonly isChecked: (name: string) => boolean;
}

export function fieldsOfForm(form: HTMLFormElement | null): FormFields {
  const fields = new FormData(form ?? undefined);
  return {
    text(name) {
      const value = fields.get(name);
      return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
    },
    isChecked: (name) => fields.has(name),
  };
}

/**
 * An input with what stands in its field, `input-…`; null: that is no number though it should be one, or not one of those it may be. A secret goes to
 * `secrets` and is kept under the input's own id; one whose field is left empty keeps what it has.
 */
export function fillInput(
  input: ServerInput,
  { text, isChecked }: FormFields,
  secrets: Record<string, string>,
): ServerInput | null {
  const { value: kept, ...rest } = input;
  const name = `input-${input.id}`;
  const value = input.kind === 'switch' ? String(isChecked(name)) : text(name);
  if (input.secret) {
    if (value === '') return input;
    const secret = typeof kept === 'object' ? kept.secret : input.id;
    secrets[secret] = value;
    return { ...rest, value: { secret } };
  }
  if (value === '') return rest;
  if (input.kind === 'number') {
    const { min = -Infinity, max = Infinity } = input;
    const number = Number(value);
    if (!Number.isFinite(number) || number < min || number > max) return null;
  }
  return { ...rest, value };
}
