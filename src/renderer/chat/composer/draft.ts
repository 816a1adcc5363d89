import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Clock } from '../../../shared/clock.ts';
import { maxPromptLength } from '../../../shared/limits.ts';
import type { Unsaved } from '../../unsaved.ts';

/** Quick enough that a crash costs no more than the last word or two. */
const saveAfterMs = 300;

export interface DraftOptions {
  /** Under which it is kept; it changes when a conversation begins. */
  readonly key: () => string;
  readonly load: (key: string) => Promise<string>;
  readonly save: (key: string, text: string) => Promise<void>;
  /** In this tab, for what the core has not taken yet: a reload without a connection loses no word. */
  readonly unsaved: Unsaved;
  /** Whether the core has the message. */
  readonly isThere: (messageId: string) => Promise<boolean>;
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
  take(messageId: string): string;
  /** The core has the text, and has dropped the saved draft; what was typed meanwhile is a new one. */
  sent(): void;
  /** It could not be sent, as far as anybody knows: it stands again before what was typed meanwhile. */
  comeBack(text: string, options?: { readonly mayBeThere?: boolean }): void;
  /** A message is there. If it is the one that came back, its words leave the field again. */
  arrived(isThere: (messageId: string) => boolean): void;
  close(): void;
}

/** What was taken away to be sent and may be there or not. A reload may come before anybody knows. */
interface Asked {
  readonly from: string;
  readonly messageId: string;
  readonly text: string;
}

export function createDraft(options: DraftOptions): Draft {
  const { key, load, save, unsaved, clock } = options;
  const store = createStore<{ readonly text: string }>(() => ({ text: '' }));
  let isTouched = false;
  let sending: Asked | null = null;
  let asked: Asked | null = null;
  let cancel: (() => void) | null = null;
  let isClosed = false;

  async function restore(): Promise<void> {
    const at = key();
    const before = (asked = readAsked(at, unsaved.get(askedName(at))));
    await bringBack(at);
    if (before !== null && (await options.isThere(before.messageId).catch(() => false)))
      leave(before);
  }

  async function bringBack(at: string): Promise<void> {
    const left = unsaved.get(at);
    if (left !== undefined) return put(left);
    const kept = await load(at).catch(() => '');
    const typed = store.getState().text;
    if (kept === '' || kept === typed) return;
    if (isTouched) put(join(kept, typed));
    else store.setState({ text: kept });
  }

  function scheduleSave(): void {
    cancel?.();
    cancel = clock.after(saveAfterMs, write);
  }

  function write(): void {
    cancel?.();
    cancel = null;
    // The core drops the saved draft when it takes the message; a save now might come after that.
    if (sending !== null) return;
    // The line above the field says that such a text is not saved.
    if (store.getState().text.length > maxPromptLength) return;
    const at = key();
    const { text } = store.getState();
    const isNewest = () => unsaved.get(at) === text;
    save(at, text).then(
      () => isNewest() && unsaved.delete(at),
      () => {}, // it is still on the page and in this tab, and the next change tries again
    );
  }

  function put(text: string): void {
    isTouched = true;
    store.setState({ text });
    if (text.length <= maxPromptLength) unsaved.set(key(), join(sending?.text ?? '', text));
    scheduleSave();
  }

  function forgetAsked(): void {
    if (asked !== null) unsaved.delete(askedName(asked.from));
    asked = null;
  }

  function leave(there: Asked): void {
    // After the end another draft of the same name may be open, and does this itself.
    if (isClosed || asked !== there || sending !== null) return;
    forgetAsked();
    const { text } = store.getState();
    if (text === there.text) put('');
    else if (text.startsWith(there.text + gap)) put(text.slice(there.text.length + gap.length));
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
    take(messageId) {
      const { text } = store.getState();
      if (cancel !== null) write();
      isTouched = true;
      sending = asked = { from: key(), messageId, text };
      unsaved.set(sending.from, text);
      unsaved.set(askedName(sending.from), `${messageId}\n${text}`);
      store.setState({ text: '' });
      return text;
    },
    sent() {
      if (sending !== null) unsaved.delete(sending.from);
      sending = null;
      forgetAsked();
      if (store.getState().text !== '') put(store.getState().text);
    },
    comeBack(text, { mayBeThere = false } = {}) {
      sending = null;
      if (!mayBeThere) forgetAsked();
      put(join(text, store.getState().text));
    },
    arrived(isThere) {
      if (asked !== null && isThere(asked.messageId)) leave(asked);
    },
    close() {
      isClosed = true;
      if (cancel !== null) write();
    },
  };
}

const askedName = (key: string) => `${key}/asked`;

function readAsked(from: string, kept: string | undefined): Asked | null {
  const [messageId, ...lines] = kept?.split('\n') ?? [];
  return messageId === undefined ? null : { from, messageId, text: lines.join('\n') };
}

const gap = '\n\n';

/** Words that come back stand before what was typed meanwhile. */
function join(before: string, typed: string): string {
  return before === '' || typed === '' ? before + typed : before + gap + typed;
}
