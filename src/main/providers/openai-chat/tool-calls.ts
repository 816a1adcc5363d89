import { fieldsOf, textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { parseInput } from '../http/parse-input.ts';
import type { StreamPart } from '../stream-part.ts';

/** The calls of one answer, while their arguments come in pieces. */
export interface ToolCalls {
  grow(piece: unknown, parts: StreamPart[]): void;
  closeAll(parts: StreamPart[]): void;
  readonly count: number;
}

interface Call {
  readonly id: string;
  /** The vendor's own id, if it gave one. */
  readonly said: string | undefined;
  name: string;
  json: string;
  isStarted: boolean;
}

/** More than a turn runs. Those beyond are left out: a server must not keep us busy telling them apart. */
const maxCalls = 256;

export interface ToolCallsOptions {
  readonly nameOf: (vendorName: string) => string;
  /** Of the response, so that ids made here are never those of another response. */
  readonly responseId: () => string;
  readonly drop: (kind: string) => void;
}

/**
 * Servers differ in what they repeat and what they leave out: the index, the id, the name. A call is therefore
 * found by whatever tells it apart, and one without an id gets one that is unique.
 */
export function createToolCalls({ nameOf, responseId, drop }: ToolCallsOptions): ToolCalls {
  const calls: Call[] = [];
  const byIndex = new Map<number, Call>();
  const ids = new Set<string>();

  function find(index: number | undefined, id: string | undefined, name: string): Call | undefined {
    const known = index === undefined ? undefined : byIndex.get(index);
    // Some give every call the same index: then the id tells.
    if (known !== undefined && (id === undefined || known.said === undefined || known.said === id))
      return known;
    const same = id === undefined ? undefined : calls.findLast(({ said }) => said === id);
    if (same !== undefined && (index === undefined || known !== undefined)) return same;
    const last = calls.at(-1);
    if (index === undefined && id === undefined && name === '' && last !== undefined) return last;
    return begin(index, id);
  }

  function begin(index: number | undefined, said: string | undefined): Call | undefined {
    if (calls.length === maxCalls) return undefined;
    const call = { id: uniqueId(said), said, name: '', json: '', isStarted: false };
    calls.push(call);
    if (index !== undefined) byIndex.set(index, call);
    return call;
  }

  function uniqueId(said: string | undefined): string {
    const wanted = said ?? `call_${responseId()}_${calls.length + 1}`;
    let id = wanted;
    for (let copy = 2; ids.has(id); copy++) id = `${wanted}_${copy}`;
    ids.add(id);
    return id;
  }

  function start(call: Call, parts: StreamPart[]): void {
    if (call.isStarted) return;
    call.isStarted = true;
    const name = nameOf(call.name === '' ? 'unknown' : call.name);
    parts.push({ type: 'tool-input-start', id: call.id, name, runner: 'tina' });
    if (call.json !== '') parts.push({ type: 'tool-input-delta', id: call.id, delta: call.json });
  }

  return {
    grow(piece, parts) {
      const fields = fieldsOf(piece);
      const called = fieldsOf(fields?.['function']);
      if (fields === undefined || called === undefined) return drop('tool_calls');
      const index = typeof fields['index'] === 'number' ? fields['index'] : undefined;
      const id = textOf(fields['id']) || undefined;
      const name = textOf(called['name']) ?? '';
      const call = find(index, id, name);
      if (call === undefined) return drop('tool_calls');
      if (call.name === '') call.name = name;
      const delta = argumentsOf(called['arguments']);
      call.json += delta;
      if (!call.isStarted) {
        if (call.name !== '') start(call, parts);
      } else if (delta !== '') parts.push({ type: 'tool-input-delta', id: call.id, delta });
    },
    closeAll(parts) {
      for (const call of calls) {
        start(call, parts);
        parts.push({
          type: 'tool-call',
          id: call.id,
          name: nameOf(call.name === '' ? 'unknown' : call.name),
          runner: 'tina',
          ...parseInput({ json: call.json, input: undefined }),
        });
      }
    },
    get count() {
      return calls.length;
    },
  };
}

/** Text as everybody sends it; some send the object itself. */
function argumentsOf(said: unknown): string {
  if (typeof said === 'string') return said;
  const fields: Fields | undefined = fieldsOf(said);
  return fields === undefined ? '' : JSON.stringify(fields);
}
