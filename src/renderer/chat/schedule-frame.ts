import type { ScheduleFrame } from './frame-queue.ts';

/** A window nobody sees gets no frames, but is to be up to date when it is looked at. */
const hiddenMs = 250;

export const scheduleFrame: ScheduleFrame = (callback) => {
  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const run = () => {
    cancel();
    callback();
  };
  const frame = requestAnimationFrame(run);
  const timer = setTimeout(run, hiddenMs);
  return cancel;
};
