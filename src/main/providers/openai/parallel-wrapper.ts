import type { ToolNames } from '../tool-names.ts';
import { fieldsOf, textOf } from '../http/fields.ts';

/**
 * Models sometimes call a tool nobody offered, which is to call several others at once: it is how calls in parallel
 * are written within the vendor, and slips out.
 */
export function isWrapper(name: string): boolean {
  return /^(multi_tool_use[._])?parallel$/.test(name);
}

/** The calls within, with their arguments as JSON; undefined if any of them is not of a tool that was offered. */
export function unwrap(
  json: string,
  names: ToolNames,
  tools: ReadonlySet<string>,
): readonly { readonly name: string; readonly json: string }[] | undefined {
  const uses = fieldsOf(parsed(json))?.['tool_uses'];
  if (!Array.isArray(uses) || uses.length === 0) return undefined;
  const calls = uses.flatMap((use) => {
    const fields = fieldsOf(use);
    const name = names.fromVendor(
      textOf(fields?.['recipient_name'])?.replace(/^functions\./, '') ?? '',
    );
    const input = fieldsOf(fields?.['parameters']);
    return tools.has(name) && input !== undefined ? [{ name, json: JSON.stringify(input) }] : [];
  });
  return calls.length === uses.length ? calls : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
