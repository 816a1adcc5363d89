/** Asks for the next moment worth painting in; the returned function takes it back. */
export type ScheduleFrame = (callback: () => void) => () => void;

export interface FrameQueue<T> {
  push(item: T): void;
  /** Hands over what is waiting now. */
  flush(): void;
  close(): void;
}

/** Gathers what arrives and hands it over once a frame: a store that is written per item paints per item. */
export function createFrameQueue<T>(
  schedule: ScheduleFrame,
  take: (items: readonly T[]) => void,
): FrameQueue<T> {
  let waiting: T[] = [];
  let cancel: (() => void) | null = null;
  let isClosed = false;

  function flush(): void {
    cancel?.();
    cancel = null;
    const items = waiting;
    waiting = [];
    if (items.length > 0) take(items);
  }

  return {
    push(item) {
      if (isClosed) return;
      waiting.push(item);
      cancel ??= schedule(flush);
    },
    flush,
    close() {
      isClosed = true;
      cancel?.();
      cancel = null;
      waiting = [];
    },
  };
}
