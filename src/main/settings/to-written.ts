import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../../shared/is-record.ts';

/**
 * What goes into the file after a change: what the change does not touch stays as it was found, also what could
 * not be read or what a newer version put there.
 */
export function toWritten({
  found,
  before,
  after,
}: {
  /** In the file. */
  readonly found: unknown;
  /** As it was understood. */
  readonly before: unknown;
  readonly after: unknown;
}): unknown {
  if (found !== undefined && isDeepStrictEqual(before, after)) return found;
  if (!isRecord(found) || !isRecord(before) || !isRecord(after)) return after;
  const neverRead = Object.entries(found).filter(
    ([name]) => !Object.hasOwn(before, name) && !Object.hasOwn(after, name),
  );
  const known = Object.entries(after).map(([name, value]) => [
    name,
    toWritten({ found: memberOf(found, name), before: memberOf(before, name), after: value }),
  ]);
  return Object.fromEntries([...neverRead, ...known]);
}

function memberOf(record: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
