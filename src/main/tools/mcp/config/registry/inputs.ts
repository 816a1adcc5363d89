import { isRecord } from '../../../../../shared/is-record.ts';
import { namePattern } from '../../../../../shared/contract/mcp-server.ts';
import type { ServerInput, ServerText } from '../../../../../shared/contract/mcp-server.ts';
import type { DraftParts } from '../import/draft-parts.ts';
import { isRefusedVariable } from '../refused-variables.ts';
import { textFrom } from '../../../../../shared/server-text.ts';
import type { TextPart } from '../server-text.ts';
import { listIn, recordIn, textIn } from './fields.ts';
import type { Fields } from './fields.ts';

export function argumentsIn(one: Fields, field: string, parts: DraftParts): readonly ServerText[] {
  return listIn(one, field).flatMap((argument, index): readonly ServerText[] => {
    const name = textIn(argument, 'name');
    const id = textIn(argument, 'valueHint') ?? name?.replace(/^-+/, '') ?? `${field}.${index + 1}`;
    if (name === undefined || textIn(argument, 'type') === 'positional')
      return [valueOf(argument, id, parts)];
    const asks = [
      'value',
      'default',
      'choices',
      'format',
      'placeholder',
      'valueHint',
      'isRequired',
    ];
    if (!asks.some((it) => argument[it] !== undefined)) return [name];
    const value = valueOf(argument, id, parts);
    const optional = argument['isRequired'] !== true && textIn(argument, 'value') === undefined;
    // In one word, so that it is left out whole where no value is given.
    return optional && name.startsWith('--')
      ? [textFrom([`${name}=`, ...(typeof value === 'object' && 'input' in value ? [value] : [])])]
      : [name, value];
  });
}

export function readVariables(one: Fields, parts: DraftParts): Record<string, ServerText> {
  const read = listIn(one, 'environmentVariables').flatMap((variable) => {
    const name = textIn(variable, 'name') ?? '';
    if (!isRefusedVariable(name) && namePattern.test(name))
      return [[name, valueOf(variable, name, parts)] as const];
    parts.notes.push({ note: 'env-refused', name: name.slice(0, 200) });
    return [];
  });
  return Object.fromEntries(read);
}

/** A fixed value with its `{variables}` filled in, or the one thing the person has to give. */
export function valueOf(input: Fields, id: string, parts: DraftParts): ServerText {
  const value = textIn(input, 'value');
  if (value !== undefined) return fill(value, recordIn(input, 'variables'), parts);
  return parts.input(inputFrom(input, id));
}

export function fill(
  template: string,
  variables: Fields | undefined,
  parts: DraftParts,
): ServerText {
  const pieces = template.split(/(\{[A-Za-z_][\w.-]*\})/).map((piece): TextPart => {
    const name = piece.startsWith('{') ? piece.slice(1, -1) : undefined;
    const variable =
      name !== undefined && Object.hasOwn(variables ?? {}, name) && variables?.[name];
    if (name === undefined || !isRecord(variable)) return piece;
    return textIn(variable, 'value') ?? parts.input(inputFrom(variable, name));
  });
  return textFrom(pieces);
}

const kinds: Readonly<Record<string, ServerInput['kind']>> = {
  number: 'number',
  boolean: 'switch',
  filepath: 'file',
};

function inputFrom(input: Fields, id: string): Partial<ServerInput> & Pick<ServerInput, 'id'> {
  const list: readonly unknown[] = Array.isArray(input['choices']) ? input['choices'] : [];
  const choices = list.filter((choice) => typeof choice === 'string').slice(0, 100);
  const placeholder = textIn(input, 'placeholder');
  const preset = textIn(input, 'default');
  return {
    id: id.replaceAll(/[^\w.-]+/g, '_').slice(0, 120) || 'value',
    kind: choices.length > 0 ? 'choice' : (kinds[textIn(input, 'format') ?? ''] ?? 'text'),
    label: (textIn(input, 'description') ?? '').slice(0, 1000),
    secret: input['isSecret'] === true,
    required: input['isRequired'] === true,
    choices,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(preset === undefined ? {} : { default: preset }),
  };
}
