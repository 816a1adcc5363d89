import type { Log } from './host.ts';
import { placeOf } from './place-of.ts';

/** Notes where a bug was met; returns the id that stands in the log and in the error a person sees. */
export function logBug(error: unknown, log: Pick<Log, 'error'>): string {
  const requestId = crypto.randomUUID();
  log.error({ requestId, ...placeOf(error) }, 'unexpected error');
  return requestId;
}
