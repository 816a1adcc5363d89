import { toWire } from '../../shared/errors.ts';
import type { WireError } from '../../shared/errors.ts';
import type { Log } from '../host.ts';
import { placeOf } from '../place-of.ts';

export interface CallFailures {
  /** What the caller hears of a failure; the log hears where it came from too. */
  told(call: string, error: unknown): WireError;
  /** The next time that the disk is full for this call is worth a line again. */
  worked(call: string): void;
}

/**
 * A full disk refuses every write of a running answer, many a second, and the log is on that disk: it
 * is said once for each call until that call works again.
 */
export function createCallFailures(log: Log): CallFailures {
  const full = new Set<string>();
  return {
    told(call, error) {
      const wire = toWire(error);
      if (wire.code === 'not-found' || wire.code === 'conflict') return wire;
      if (wire.code === 'disk-full') {
        if (full.has(call)) return wire;
        full.add(call);
      }
      log.error({ call, code: wire.code, ...wire.details, ...placeOf(error) }, failed);
      return wire;
    },
    worked(call) {
      full.delete(call);
    },
  };
}

const failed = 'a store call failed';
