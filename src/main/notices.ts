import { isDeepStrictEqual } from 'node:util';
import type { Notice } from '../shared/contract/app.ts';
import type { Clock } from '../shared/clock.ts';
import { createWatched } from './watched.ts';

/** What must be said aloud, until somebody has read it. One of a kind at a time. */
export interface Notices {
  add(kind: Notice['kind'], message: string, details?: Notice['details']): void;
  remove(kind: Notice['kind']): void;
  dismiss(id: string): void;
  list(): readonly Notice[];
  /** The list at once, and again after every change. */
  watch(signal: AbortSignal): AsyncGenerator<readonly Notice[], void, void>;
}

export function createNotices(clock: Clock): Notices {
  const notices = createWatched<readonly Notice[]>([]);

  return {
    add(kind, message, details = {}) {
      const same = notices.get().find((notice) => notice.kind === kind);
      if (same?.message === message && isDeepStrictEqual(same.details, details)) return;
      const notice = { id: crypto.randomUUID(), kind, message, details, at: clock.now() };
      notices.set([...notices.get().filter((other) => other.kind !== kind), notice]);
    },
    remove(kind) {
      if (notices.get().some((notice) => notice.kind === kind))
        notices.set(notices.get().filter((notice) => notice.kind !== kind));
    },
    dismiss: (id) => notices.set(notices.get().filter((notice) => notice.id !== id)),
    list: () => notices.get(),
    watch: (signal) => notices.watch(signal),
  };
}
