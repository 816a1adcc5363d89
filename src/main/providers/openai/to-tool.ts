import type { ToolDefinition } from '../provider.ts';
import type { ToolNames } from '../tool-names.ts';
import { fieldsOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';

export interface FunctionTool {
  readonly type: 'function';
  readonly name: string;
  readonly description: string;
  readonly parameters: Fields;
  readonly strict: false;
}

export function toTool(
  { name, description, inputSchema }: ToolDefinition,
  names: ToolNames,
): FunctionTool {
  return {
    type: 'function',
    name: names.toVendor(name),
    description,
    parameters: toParameters(inputSchema),
    // The strict mode takes only schemas written for it.
    strict: false,
  };
}

/**
 * The vendor takes any schema of an object, but wants its properties named and no alternatives at its top. Those are
 * put together: each property of any of them may be given, and required is what all of them ask for.
 */
function toParameters(schema: Fields): Fields {
  const { anyOf, oneOf, allOf, enum: _, not: __, ...rest } = schema;
  const either = [anyOf, oneOf].map(branchesOf);
  const all = branchesOf(allOf);
  const properties = Object.assign(
    {},
    ...[...either.flat(), ...all].map(({ properties: named }) => fieldsOf(named)),
    fieldsOf(rest['properties']),
  ) as Fields;
  const required = new Set([
    ...requiredBy(rest),
    ...all.flatMap(requiredBy),
    ...either.flatMap((branches) =>
      requiredBy(branches[0]).filter((name) =>
        branches.every((branch) => requiredBy(branch).includes(name)),
      ),
    ),
  ]);
  return {
    ...rest,
    type: 'object',
    properties,
    ...(required.size === 0 ? {} : { required: [...required] }),
  };
}

function branchesOf(value: unknown): readonly Fields[] {
  const branches: readonly unknown[] = Array.isArray(value) ? value : [];
  return branches.map(fieldsOf).filter((branch) => branch !== undefined);
}

function requiredBy(schema: Fields | undefined): readonly unknown[] {
  const required: unknown = schema?.['required'];
  return Array.isArray(required) ? required : [];
}
