import { scheduleFrame } from '../chat/schedule-frame.ts';

/** The field is painted, and takes keys, before the rest is read. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => void scheduleFrame(() => setTimeout(resolve)));
}
