import type { AppError } from '../../shared/errors.ts';

/** Whether it is the connection that failed: then the core may have done all the same what was asked. */
export function mayHaveArrived({ code }: AppError): boolean {
  return code === 'network-failed' || code === 'timed-out';
}
