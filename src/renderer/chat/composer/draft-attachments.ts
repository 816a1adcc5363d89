import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ResourcePart } from '../../../shared/contract/message.ts';

export interface DraftAttachmentsOptions {
  /** What the core keeps with the draft. */
  readonly load: () => Promise<readonly ResourcePart[]>;
  readonly detach: (id: string) => Promise<void>;
}

/** What is attached to a draft. The core keeps it; here is the page's picture of it. */
export interface DraftAttachments {
  readonly store: StoreApi<{ readonly parts: readonly ResourcePart[] }>;
  /** The core has attached it; in the place of `replaced`, if it took that. */
  add(part: ResourcePart, replaced?: string): void;
  /** It leaves the page at once; without a connection it comes back with the next load. */
  remove(id: string): void;
  /** Takes all away to be sent. */
  take(): readonly ResourcePart[];
  /** They could not be sent. */
  comeBack(parts: readonly ResourcePart[]): void;
  /** Another window may have sent or removed some. */
  reload(): Promise<void>;
}

export function createDraftAttachments({
  load,
  detach,
}: DraftAttachmentsOptions): DraftAttachments {
  const store = createStore<{ readonly parts: readonly ResourcePart[] }>(() => ({ parts: [] }));
  /** Counts what was done here: what was read before says nothing of it. */
  let changes = 0;

  function set(change: (parts: readonly ResourcePart[]) => readonly ResourcePart[]): void {
    changes++;
    store.setState(({ parts }) => ({ parts: change(parts) }));
  }

  async function reload(): Promise<void> {
    const before = changes;
    const kept = await load().catch(() => null);
    if (kept !== null && changes === before) store.setState({ parts: kept });
  }

  void reload(); // never rejects

  return {
    store,
    add(part, replaced) {
      set((parts) => {
        const index = parts.findIndex(({ id }) => id === replaced);
        return index === -1 ? [...parts, part] : parts.with(index, part);
      });
    },
    remove(id) {
      set((parts) => parts.filter((part) => part.id !== id));
      detach(id).catch(() => {}); // the next load shows it again
    },
    take() {
      const { parts } = store.getState();
      if (parts.length > 0) set(() => []);
      return parts;
    },
    comeBack(parts) {
      if (parts.length > 0) set((now) => [...parts, ...now]);
    },
    reload,
  };
}
