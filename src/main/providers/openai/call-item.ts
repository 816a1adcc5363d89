import type { StreamPart } from '../stream-part.ts';
import { textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { parseInput } from '../http/parse-input.ts';
import { createGrownText } from './grown-text.ts';
import type { Item, ItemContext } from './item.ts';
import { isWrapper, unwrap } from './parallel-wrapper.ts';
import { toVendorData } from './vendor-data.ts';

/** A call of a tool that Tina runs: of a function, whose arguments are JSON, or of one that takes any text. */
export function createCallItem(
  added: Fields,
  { nextId, names, tools, called }: ItemContext,
  parts: StreamPart[],
): Item {
  const isFunction = added['type'] === 'function_call';
  const argument = isFunction ? 'arguments' : 'input';
  const id = textOf(added['call_id']) ?? textOf(added['id']) ?? `call-${nextId()}`;
  const vendorName = textOf(added['name']) ?? 'unknown';
  const name = names.fromVendor(vendorName);
  // Shown once it is known which tools it means.
  const isHeld = isFunction && isWrapper(vendorName) && !tools.has(name);
  const said = createGrownText();
  let whole: string | undefined;

  function write(delta: string, into: StreamPart[]): void {
    if (delta === '') return;
    said.add(delta);
    if (!isHeld) into.push({ type: 'tool-input-delta', id, delta });
  }

  function complete(all: unknown, into: StreamPart[]): void {
    const text = textOf(all);
    if (text === undefined || text === '') return;
    whole = text;
    write(said.missingFrom(text), into);
  }

  called();
  if (!isHeld) parts.push({ type: 'tool-input-start', id, name, runner: 'tina' });
  complete(added[argument], parts);

  return {
    take(type, event, into) {
      switch (type) {
        case 'response.function_call_arguments.delta':
        case 'response.custom_tool_call_input.delta':
          write(textOf(event['delta']) ?? '', into);
          return true;
        case 'response.function_call_arguments.done':
        case 'response.custom_tool_call_input.done':
          complete(event[argument], into);
          return true;
        default:
          return false;
      }
    },
    finish(item, into) {
      complete(item?.[argument], into);
      // The whole is right where a piece of it was lost.
      const text = whole ?? said.text();
      if (isHeld) {
        const calls = unwrap(text, names, tools)?.map((call, index) => ({
          ...call,
          id: `${id}_${index}`,
        }));
        for (const call of calls ?? [{ id, name, json: text }]) pushWhole(call, into);
        return;
      }
      into.push({
        type: 'tool-call',
        id,
        name,
        runner: 'tina',
        ...(isFunction ? parseInput({ json: text, input: undefined }) : { input: text }),
        vendor: toVendorData(keptOf(item ?? added)),
      });
    },
  };
}

function pushWhole(
  { id, name, json }: { readonly id: string; readonly name: string; readonly json: string },
  parts: StreamPart[],
): void {
  parts.push(
    { type: 'tool-input-start', id, name, runner: 'tina' },
    { type: 'tool-input-delta', id, delta: json },
    {
      type: 'tool-call',
      id,
      name,
      runner: 'tina',
      ...parseInput({ json, input: undefined }),
    },
  );
}

/** What the vendor's item says besides what a part keeps anyway. */
function keptOf(item: Fields): Fields {
  const partKeeps = ['call_id', 'name', 'arguments', 'input', 'status'];
  return Object.fromEntries(Object.entries(item).filter(([field]) => !partKeeps.includes(field)));
}
