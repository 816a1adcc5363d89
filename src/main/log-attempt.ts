import type { Log } from './host.ts';
import type { RecordedAttempt } from './providers/policies/compose.ts';

/**
 * One line for each request to a vendor. What a vendor made up (its ids), what shows of a key, and what nobody knows
 * stays out of it.
 */
export function logAttempt(attempt: RecordedAttempt, log: Pick<Log, 'info'>): void {
  const { requestId: _, responseId: __, keyLast4: ___, id: ____, ...facts } = attempt;
  log.info(
    Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null)),
    'a provider was asked',
  );
}
