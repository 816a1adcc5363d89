import type { StreamPart } from '../stream-part.ts';
import { textOf } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';
import { toVendorData } from './vendor-data.ts';

export interface ProviderRuns {
  /** `part` is the vendor's part as it came: it wants to have it back. */
  call(
    run: { readonly id: unknown; readonly name: string; readonly input: unknown },
    part: Fields,
    parts: StreamPart[],
  ): void;
  result(
    run: {
      readonly id: unknown;
      readonly name: string;
      readonly result: unknown;
      readonly failed: boolean;
    },
    part: Fields,
    parts: StreamPart[],
  ): void;
  /** Tools that ran, by name. */
  readonly names: ReadonlySet<string>;
}

/** Tools the vendor ran itself: a call, and its result in a part of its own. */
export function createProviderRuns(makeId: () => string): ProviderRuns {
  const calls = new Map<string, Fields>();
  const names = new Set<string>();
  /** Calls without an id of the vendor's that wait for their result, the oldest first. */
  const waiting: string[] = [];

  function begin(given: unknown, name: string): string {
    names.add(name);
    const id = textOf(given);
    if (id !== undefined && id !== '') return id;
    const made = makeId();
    waiting.push(made);
    return made;
  }

  return {
    call({ id: given, name, input }, part, parts) {
      const id = begin(given, name);
      calls.set(id, part);
      parts.push(
        { type: 'tool-input-start', id, name, runner: 'provider' },
        {
          type: 'tool-call',
          id,
          name,
          runner: 'provider',
          input,
          vendor: toVendorData({ parts: [part] }),
        },
      );
    },
    result({ id: given, name, result, failed }, part, parts) {
      const known = textOf(given) ?? '';
      const id = known === '' ? (waiting.shift() ?? makeId()) : known;
      const call = calls.get(id);
      names.add(name);
      // The call was in an earlier answer. A part without it could not be shown.
      if (call === undefined)
        parts.push({ type: 'tool-call', id, name, runner: 'provider', input: undefined });
      parts.push({
        type: 'tool-result',
        id,
        result,
        failed,
        vendor: toVendorData({ parts: call === undefined ? [part] : [call, part] }),
      });
    },
    names,
  };
}
