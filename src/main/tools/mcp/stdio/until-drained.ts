import type { Readable } from 'node:stream';
import type { Clock } from '../../../../shared/clock.ts';

const quietMs = 50;

/**
 * Resolves when what a process wrote before it ended has been read: at the end of its streams, or when
 * nothing came for a moment, as another process may keep them open.
 */
export function untilDrained(streams: readonly Readable[], clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    let cancel = () => {};
    const done = () => {
      cancel();
      for (const stream of streams) {
        stream.off('data', wait);
        stream.off('close', check);
      }
      resolve();
    };
    const wait = () => {
      cancel();
      cancel = clock.after(quietMs, done);
    };
    const check = () => {
      if (streams.every((stream) => stream.closed)) done();
    };
    for (const stream of streams) {
      stream.on('data', wait);
      stream.on('close', check);
    }
    wait();
    check();
  });
}
