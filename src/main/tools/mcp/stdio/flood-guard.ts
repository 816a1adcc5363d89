import type { Clock } from '../../../../shared/clock.ts';

export interface FloodGuard {
  push(chunk: Buffer): void;
  end(): void;
}

export interface FloodGuardOptions {
  readonly clock: Clock;
  /** What is passed on: of a burst its beginning, and its last 64 KB from the first whole line on. */
  onChunk(chunk: Buffer): void;
  /** That so many bytes were left out here; what was passed on before them may end within a line. */
  onLeftOut(bytes: number): void;
}

const windowMs = 100;
const bytesPerWindow = 256 * 1024;
const lastBytes = 64 * 1024;
const newline = 0x0a;

/**
 * Everything is read, or the server would wait, but only 2.5 MB a second are looked at. A flood would
 * push the rest out of any log a moment later, and to make text of it first costs hundreds of
 * megabytes that the collector takes its time to free.
 */
export function createFloodGuard(options: FloodGuardOptions): FloodGuard {
  const { clock, onChunk, onLeftOut } = options;
  let passed = 0;
  let leftOut = 0;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let cancel: (() => void) | undefined;

  function wait(chunk: Buffer): void {
    waiting.push(chunk);
    waitingBytes += chunk.length;
    for (;;) {
      const [oldest] = waiting;
      if (oldest === undefined || waitingBytes - oldest.length < lastBytes) return;
      waiting.shift();
      waitingBytes -= oldest.length;
      leftOut += oldest.length;
      free(oldest);
    }
  }

  function flush(): void {
    const rest = Buffer.concat(waiting);
    // Where something was left out, the first line may be half a line.
    const from = leftOut === 0 ? 0 : rest.indexOf(newline) + 1;
    if (leftOut > 0) onLeftOut(leftOut + from);
    waiting = [];
    waitingBytes = 0;
    leftOut = 0;
    if (rest.length > from) onChunk(rest.subarray(from));
  }

  return {
    push(chunk) {
      cancel ??= clock.after(windowMs, () => {
        cancel = undefined;
        passed = 0;
        flush();
      });
      if (passed < bytesPerWindow) {
        passed += chunk.length;
        return onChunk(chunk);
      }
      wait(chunk);
    },
    end() {
      cancel?.();
      flush();
    },
  };
}

/** Gives its memory back at once: the collector would let tens of megabytes of such chunks pile up first. */
function free({ buffer, byteLength }: Buffer): void {
  // A small one may share its memory with others.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
