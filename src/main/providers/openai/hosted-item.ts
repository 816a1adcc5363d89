import type { StreamPart } from '../stream-part.ts';
import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { parseInput } from '../http/parse-input.ts';
import { createGrownText } from './grown-text.ts';
import type { Item, ItemContext } from './item.ts';
import { toVendorData } from './vendor-data.ts';

/** A tool that the vendor runs itself, as it says so in the item of its call. */
interface HostedTool {
  /** Absent: the item says it. */
  readonly name?: string;
  input(item: Fields): unknown;
  result(item: Fields): unknown;
  /** The item as it may go back; absent: it stays here. */
  kept?(item: Fields): Fields;
  /** Something it made for the person. */
  file?(item: Fields): StreamPart | undefined;
}

/** Undefined for an item that is no call of a tool the vendor runs. */
export function createHostedItem(
  added: Fields,
  { nextId }: Pick<ItemContext, 'nextId'>,
  parts: StreamPart[],
): Item | undefined {
  const tool = hostedTools.get(textOf(added['type']) ?? '');
  if (tool === undefined) return undefined;
  const id = textOf(added['id']) ?? textOf(added['call_id']) ?? `call-${nextId()}`;
  const name = tool.name ?? textOf(added['name']) ?? 'unknown';
  const said = createGrownText();

  function write(delta: string, into: StreamPart[]): void {
    if (delta === '') return;
    said.add(delta);
    into.push({ type: 'tool-input-delta', id, delta });
  }

  parts.push({ type: 'tool-input-start', id, name, runner: 'provider' });

  return {
    take(type, event, into) {
      if (type === 'response.mcp_call_arguments.delta') {
        write(textOf(event['delta']) ?? '', into);
        return true;
      }
      if (type === 'response.mcp_call_arguments.done') {
        write(said.missingFrom(textOf(event['arguments'])), into);
        return true;
      }
      // How far it got. What came of it is told once, with the whole item.
      return progress.test(type);
    },
    finish(item, into) {
      const whole = item ?? added;
      const input = tool.input(whole) ?? parseInput({ json: said.text(), input: undefined }).input;
      into.push({ type: 'tool-call', id, name, runner: 'provider', input });
      const isOver = item !== undefined && !unfinished.includes(textOf(item['status']) ?? '');
      const file = isOver ? tool.file?.(whole) : undefined;
      if (file !== undefined) into.push(file);
      into.push({
        type: 'tool-result',
        id,
        result: isOver ? tool.result(whole) : null,
        failed: !isOver || whole['status'] === 'failed' || hasError(whole),
        ...(isOver && tool.kept !== undefined ? { vendor: toVendorData(tool.kept(whole)) } : {}),
      });
    },
  };
}

const progress =
  /^response\.(web_search_call|file_search_call|code_interpreter_call(_code)?|image_generation_call|mcp_call|mcp_list_tools)\.[a-z_]+$/;

/** Of a call whose answer broke off. */
const unfinished = [
  'in_progress',
  'searching',
  'interpreting',
  'generating',
  'calling',
  'incomplete',
];

const hostedTools: ReadonlyMap<string, HostedTool> = new Map<string, HostedTool>([
  [
    'web_search_call',
    {
      name: 'web_search',
      input: ({ action }) => without('sources', action),
      result: ({ action, status }) => fieldsOf(action)?.['sources'] ?? status,
      // The pages it looked through are for the person: they would be paid for as input.
      kept: (item) => ({ ...item, action: without('sources', item['action']) }),
    },
  ],
  [
    'file_search_call',
    {
      name: 'file_search',
      input: ({ queries }) => ({ queries }),
      result: ({ results, status }) => results ?? status,
    },
  ],
  [
    'code_interpreter_call',
    {
      name: 'code_interpreter',
      input: ({ code }) => ({ code }),
      result: ({ outputs, status }) => outputs ?? status,
    },
  ],
  [
    'image_generation_call',
    {
      name: 'image_generation',
      input: ({ revised_prompt: prompt }) => (prompt == null ? {} : { prompt }),
      result: ({ status }) => status,
      file: imageOf,
    },
  ],
  [
    'mcp_call',
    {
      input: ({ arguments: json }) => jsonOf(json),
      result: ({ output, error }) => error ?? output,
    },
  ],
  [
    'mcp_list_tools',
    {
      name: 'mcp_list_tools',
      input: ({ server_label: server }) => ({ server }),
      result: ({ tools, error }) => error ?? tools,
    },
  ],
  [
    // Nobody is asked: Tina offers no tools of this kind, so the call ends here.
    'mcp_approval_request',
    {
      input: ({ arguments: json }) => jsonOf(json),
      result: () => 'approval-required',
    },
  ],
]);

function hasError({ type, error }: Fields): boolean {
  return type === 'mcp_approval_request' || error != null;
}

/** Undefined for what is not the whole: its pieces may say more. */
function jsonOf(json: unknown): unknown {
  const text = textOf(json) ?? '';
  return text === '' ? undefined : parseInput({ json: text, input: undefined }).input;
}

function without(field: string, value: unknown): unknown {
  const fields = fieldsOf(value);
  if (fields === undefined) return value ?? {};
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== field));
}

function imageOf({ result, output_format: format }: Fields): StreamPart | undefined {
  const data = textOf(result);
  if (data === undefined || data === '') return undefined;
  const type = textOf(format) ?? 'png';
  const mediaType = /^(png|jpeg|webp)$/.test(type) ? `image/${type}` : 'image/png';
  return { type: 'file', file: { type: 'file', mediaType, data } };
}
