import type { ToolProgress } from '../../../../shared/contract/tool-progress.ts';
import type { Clock } from '../../../../shared/clock.ts';

const maxPerSecond = 10;
const maxMessageLength = 1000;

/** What a server says of its progress, told ten times a second at most. */
export interface ProgressLimit {
  /** As the server sent it. A value that goes back is none, but its message shows. */
  note(progress: unknown): void;
  /** The call ended. What was not told yet is told now, and nothing after it. */
  finish(): void;
}

export interface ProgressLimitOptions {
  readonly clock: Clock;
  readonly tell: (progress: ToolProgress) => void;
}

/** The first is told at once; after that the newest, a tenth of a second after the last. */
export function createProgressLimit({ clock, tell }: ProgressLimitOptions): ProgressLimit {
  let newest: ToolProgress | null = null;
  let isTold = true;
  let isFinished = false;
  let isWaiting = false;
  let cancel = () => {};

  const tellNewest = () => {
    if (newest === null || isTold) return;
    isTold = true;
    isWaiting = true;
    cancel = clock.after(1000 / maxPerSecond, () => {
      isWaiting = false;
      tellNewest();
    });
    tell(newest);
  };

  return {
    note(progress) {
      if (isFinished) return;
      const next = merged(newest, progress);
      if (next === newest) return;
      newest = next;
      isTold = false;
      if (!isWaiting) tellNewest();
    },
    finish() {
      if (isFinished) return;
      isFinished = true;
      cancel();
      if (newest !== null && !isTold) tell(newest);
    },
  };
}

/** The same object where nothing new is said. */
function merged(known: ToolProgress | null, said: unknown): ToolProgress | null {
  if (typeof said !== 'object' || said === null) return known;
  const { progress, total, message } = said as Readonly<Record<string, unknown>>; // each is looked at below
  const isForward =
    typeof progress === 'number' &&
    Number.isFinite(progress) &&
    (known === null || progress >= known.progress);
  const next: ToolProgress = {
    progress: isForward ? progress : (known?.progress ?? 0),
    ...(isForward && typeof total === 'number' && Number.isFinite(total)
      ? { total }
      : known?.total === undefined
        ? {}
        : { total: known.total }),
    ...(typeof message === 'string'
      ? { message: message.slice(0, maxMessageLength) }
      : known?.message === undefined
        ? {}
        : { message: known.message }),
  };
  if (known === null) return isForward || next.message !== undefined ? next : null;
  const isSame =
    next.progress === known.progress &&
    next.total === known.total &&
    next.message === known.message;
  return isSame ? known : next;
}
