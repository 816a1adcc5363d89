import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Clock } from '../../../shared/clock.ts';
import { maxPromptLength } from '../../../shared/limits.ts';

/** Quick enough that a crash costs no more than the last word or two. */
const saveAfterMs = 300;

export interface DraftOptions {
  /** Under which it is kept; it changes when a conversation begins. */
  readonly key: () => string;
  readonly load: (key: string) => Promise<string>;
  readonly save: (key: string, text: string) => Promise<void>;
  readonly clock: Clock;
}

/** What a person has written and not sent. */
export interface Draft {
  readonly store: StoreApi<{ readonly text: string }>;
  set(text: string): void;
  /** The saved one may have gone with another window's message: what stands here is saved again. */
  keep(): void;
  /** Saves now what is not saved yet. */
  flush(): void;
  /** Takes the text away to be sent. Nothing is forgotten until `sent` or `comeBack` says how that went. */
  take(): string;
  /** The core has the text, and has dropped the saved draft; what was typed meanwhile is a new one. */
  sent(): void;
  /** It could not be sent: it stands again before what was typed meanwhile. */
  comeBack(text: string): void;
  close(): void;
}

export function createDraft({ key, load, save, clock }: DraftOptions): Draft {
  const store = createStore<{ readonly text: string }>(() => ({ text: '' }));
  let isTouched = false;
  let isSending = false;
  let cancel: (() => void) | null = null;

  async function restore(): Promise<void> {
    const text = await load(key()).catch(() => '');
    // Whoever has begun to type means that, and not what was left here once.
    if (!isTouched) store.setState({ text });
  }

  function scheduleSave(): void {
    cancel?.();
    cancel = clock.after(saveAfterMs, write);
  }

  function write(): void {
    cancel?.();
    cancel = null;
    // The core drops the saved draft when it takes the message; a save now might come after that.
    if (isSending) return;
    // The line above the field says that such a text is not saved.
    if (store.getState().text.length > maxPromptLength) return;
    // Could not be saved: it is still on the page, and the next change tries again.
    save(key(), store.getState().text).catch(() => {});
  }

  function put(text: string): void {
    isTouched = true;
    store.setState({ text });
    scheduleSave();
  }

  void restore(); // never rejects

  return {
    store,
    set: put,
    keep() {
      if (store.getState().text !== '') scheduleSave();
    },
    flush() {
      if (cancel !== null) write();
    },
    take() {
      const { text } = store.getState();
      if (cancel !== null) write();
      isTouched = true;
      isSending = true;
      store.setState({ text: '' });
      return text;
    },
    sent() {
      isSending = false;
      if (store.getState().text !== '') scheduleSave();
    },
    comeBack(text) {
      isSending = false;
      const typed = store.getState().text;
      put(typed === '' ? text : `${text}\n\n${typed}`);
    },
    close() {
      if (cancel !== null) write();
    },
  };
}
