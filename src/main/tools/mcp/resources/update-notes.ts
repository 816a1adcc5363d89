import type { Clock } from '../../../../shared/clock.ts';

/** Two of these a second are as many as anybody can read. */
const betweenMs = 500;

export interface UpdateNotes {
  /** Told at once, or with others once half a second is over. */
  add(server: string, uri: string): void;
  close(): void;
}

/** Tells that resources changed, however often their servers say so: each once at a time. */
export function createUpdateNotes(
  tell: (updated: readonly { readonly server: string; readonly uri: string }[]) => void,
  clock: Clock,
): UpdateNotes {
  const waiting = new Map<string, { readonly server: string; readonly uri: string }>();
  let cancel: (() => void) | null = null;

  function flush(): void {
    const updated = [...waiting.values()];
    waiting.clear();
    cancel = updated.length === 0 ? null : clock.after(betweenMs, flush);
    if (updated.length > 0) tell(updated);
  }

  return {
    add(server, uri) {
      waiting.set(JSON.stringify([server, uri]), { server, uri });
      if (cancel === null) flush();
    },
    close() {
      cancel?.();
      cancel = null;
      waiting.clear();
    },
  };
}
