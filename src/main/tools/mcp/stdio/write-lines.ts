import type { Writable } from 'node:stream';

export interface LineWriter {
  /** Resolves when there is room for more; false if it can no longer be written to. */
  write(line: string): Promise<boolean>;
}

/** However many writes wait, the stream has one listener of each kind: thousands would be warned about. */
export function createWriter(stream: Writable): LineWriter {
  let waiting: ((room: boolean) => void)[] = [];
  const wake = (room: boolean) => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve(room);
  };
  stream.on('drain', () => wake(true));
  stream.on('close', () => wake(false));
  stream.on('error', () => wake(false));

  return {
    write(line) {
      if (!stream.writable) return Promise.resolve(false);
      if (stream.write(line)) return Promise.resolve(true);
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
