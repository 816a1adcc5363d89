import type { Notice } from '../shared/contract/app.ts';
import type { Clock } from '../shared/clock.ts';

/** What must be said aloud, until somebody has read it. One of a kind at a time. */
export interface Notices {
  add(kind: Notice['kind'], message: string): void;
  remove(kind: Notice['kind']): void;
  dismiss(id: string): void;
  list(): readonly Notice[];
  /** The list at once, and again after every change. */
  watch(signal: AbortSignal): AsyncGenerator<readonly Notice[], void, void>;
}

export function createNotices(clock: Clock): Notices {
  let notices: readonly Notice[] = [];
  const waiting = new Set<() => void>();

  function set(next: readonly Notice[]): void {
    notices = next;
    for (const wake of [...waiting]) wake();
  }

  function changed(from: readonly Notice[], signal: AbortSignal): Promise<void> {
    if (notices !== from || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  return {
    add(kind, message) {
      const same = notices.find((notice) => notice.kind === kind && notice.message === message);
      if (same !== undefined) return;
      const notice = { id: crypto.randomUUID(), kind, message, at: clock.now() };
      set([...notices.filter((other) => other.kind !== kind), notice]);
    },
    remove(kind) {
      if (notices.some((notice) => notice.kind === kind))
        set(notices.filter((notice) => notice.kind !== kind));
    },
    dismiss: (id) => set(notices.filter((notice) => notice.id !== id)),
    list: () => notices,
    async *watch(signal) {
      while (!signal.aborted) {
        const now = notices;
        yield now;
        await changed(now, signal);
      }
    },
  };
}
