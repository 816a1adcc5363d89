import type { DesktopEvent } from '../../shared/contract/desktop.ts';

/** Where the main window is asked to go. The newest counts, and waits for the page if that is not there yet. */
export interface DesktopEvents {
  push(event: DesktopEvent): void;
  watch(signal: AbortSignal): AsyncGenerator<DesktopEvent, void, void>;
}

export function createDesktopEvents(): DesktopEvents {
  let next: DesktopEvent | null = null;
  let wake = () => {};

  return {
    push(event) {
      next = event;
      wake();
    },
    async *watch(signal) {
      while (!signal.aborted) {
        if (next !== null) {
          const event = next;
          next = null;
          yield event;
          continue;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    },
  };
}
