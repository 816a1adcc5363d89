import { fieldsOf, textOf } from '../http/fields.ts';
import type { StreamPart } from '../stream-part.ts';

/** Calls of tools that the vendor runs itself: Groq tells of each, first how it calls and then what it found. */
export interface OwnCalls {
  take(executed: unknown, parts: StreamPart[]): void;
  closeAll(parts: StreamPart[]): void;
}

interface OwnCall {
  readonly id: string;
  readonly name: string;
  isCalled: boolean;
  isDone: boolean;
}

const results = ['output', 'search_results', 'browser_results', 'code_results'] as const;

export function createOwnCalls(responseId: () => string, drop: (kind: string) => void): OwnCalls {
  const calls = new Map<unknown, OwnCall>();

  function begin(index: unknown, name: string, parts: StreamPart[]): OwnCall {
    const call = {
      id: `own_${responseId()}_${calls.size + 1}`,
      name,
      isCalled: false,
      isDone: false,
    };
    calls.set(index, call);
    parts.push({ type: 'tool-input-start', id: call.id, name, runner: 'provider' });
    return call;
  }

  function tell(call: OwnCall, said: unknown, parts: StreamPart[]): void {
    if (call.isCalled) return;
    call.isCalled = true;
    const { id, name } = call;
    parts.push({ type: 'tool-call', id, name, runner: 'provider', input: inputOf(said) });
  }

  return {
    take(executed, parts) {
      const fields = fieldsOf(executed);
      if (fields === undefined) return drop('executed_tools');
      const name = textOf(fields['type']) || 'tool';
      const index = fields['index'] ?? 0;
      const call = calls.get(index) ?? begin(index, name, parts);
      const found = results.filter((result) => isThere(fields[result]));
      if (found.length > 0 || isThere(fields['arguments'])) tell(call, fields['arguments'], parts);
      if (found.length === 0 || call.isDone) return;
      call.isDone = true;
      const result = Object.fromEntries(found.map((kind) => [kind, fields[kind]]));
      parts.push({ type: 'tool-result', id: call.id, result, failed: false });
    },
    closeAll(parts) {
      for (const call of calls.values()) tell(call, undefined, parts);
    },
  };
}

function isThere(value: unknown): boolean {
  if (value == null || value === '') return false;
  return !Array.isArray(value) || value.length > 0;
}

/** JSON where it is JSON; some of the vendor's tools take plain words. */
function inputOf(said: unknown): unknown {
  if (typeof said !== 'string') return said ?? {};
  try {
    return JSON.parse(said);
  } catch {
    return said;
  }
}
