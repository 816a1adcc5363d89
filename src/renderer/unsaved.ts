/** What a person has written and the core has not taken yet, by what it is for. */
export interface Unsaved {
  get(key: string): string | undefined;
  set(key: string, text: string): unknown;
  delete(key: string): unknown;
}

const nameOf = (key: string) => `draft/${key}`;

/** A tab's own memory, which outlives a reload and nothing else. Where there is none, the page does without. */
export const unsavedInTab: Unsaved = {
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
