import { shell } from 'electron';
import type { Log } from '../host.ts';
import { toSafeLink } from './to-safe-link.ts';

/** The only place that gives an address to the system: to its browser or its mail program. */
export function openLink(address: string, log: Pick<Log, 'info' | 'warn'>): void {
  const link = toSafeLink(address);
  if (link === null) return log.info({}, 'A link was not opened: it is none of the web.');
  shell.openExternal(link).catch((error: unknown) => log.warn({ error }, 'A link did not open.'));
}
