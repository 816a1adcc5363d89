import type { Unsaved } from './draft.ts';

const nameOf = (key: string) => `draft/${key}`;

/** A tab's own memory, which outlives a reload and nothing else. Where there is none, the page does without. */
export const unsavedDrafts: Unsaved = {
  get: (key) => tried(() => sessionStorage.getItem(nameOf(key))) ?? undefined,
  set: (key, text) => tried(() => sessionStorage.setItem(nameOf(key), text)),
  delete: (key) => tried(() => sessionStorage.removeItem(nameOf(key))),
};

/** Browsers throw where storage is full or forbidden. */
function tried<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
