import type { Log } from '../host.ts';

/** A log to write to before the real one is there; what was noted meanwhile comes first in that. */
export function createEarlyLog(): Log & { open(log: Log): void } {
  let opened: Log | null = null;
  const early: ((log: Log) => void)[] = [];
  const note = (write: (log: Log) => void) => {
    if (opened === null) early.push(write);
    else write(opened);
  };
  return {
    debug: (facts, message) => note((log) => log.debug(facts, message)),
    info: (facts, message) => note((log) => log.info(facts, message)),
    warn: (facts, message) => note((log) => log.warn(facts, message)),
    error: (facts, message) => note((log) => log.error(facts, message)),
    open(log) {
      opened = log;
      for (const write of early.splice(0)) write(log);
    },
  };
}
