import type { FrameQueue, ScheduleFrame } from '../../../src/renderer/chat/frame-queue.ts';

/** In place of Tina's own: what arrives is handed over at once, one by one. */
export function createFrameQueue<T>(
  _schedule: ScheduleFrame,
  take: (items: readonly T[]) => void,
): FrameQueue<T> {
  let isClosed = false;
  return {
    push(item) {
      if (!isClosed) take([item]);
    },
    flush: () => undefined,
    close() {
      isClosed = true;
    },
  };
}
