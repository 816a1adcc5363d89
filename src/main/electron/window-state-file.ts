import { readFileSync } from 'node:fs';
import { parseWindowState } from './fit-window.ts';
import type { WindowState } from './fit-window.ts';

/** Where the main window was. Losing it costs nothing but a drag, so nothing here ever fails. */
export function openWindowStateFile(path: string): {
  read(): WindowState | null;
  /** Resolves once the newest state is on disk, or could not be put there. */
  write(state: WindowState): Promise<void>;
} {
  let writing = Promise.resolve();
  return {
    read() {
      try {
        return parseWindowState(JSON.parse(readFileSync(path, 'utf8')));
      } catch {
        return null;
      }
    },
    write(state) {
      writing = writing
        .then(async () => {
          // Not for the window to wait for.
          const { writeFileAtomic } = await import('../door/files/write-file-atomic.ts');
          await writeFileAtomic(path, `${JSON.stringify(state)}\n`);
        })
        .catch(() => undefined);
      return writing;
    },
  };
}
