import type { AriaAttributes } from 'react';
import { createStore } from 'zustand/vanilla';

export interface Typed {
  readonly text: string;
  /** Where the next letter goes. */
  readonly caret: number;
}

/** Tells the button that opens the menu from what is outside of it. */
export const menuButton = 'data-field-menu';

export interface FieldMenuState {
  /** What a person typed last in this conversation, where it begins with a slash; null: it does not, or they did not. */
  readonly typed: Typed | null;
  /** The field's, while a menu is open over it. */
  readonly attributes: AriaAttributes & { readonly role?: 'combobox' };
  /** true: the key was the menu's. */
  readonly onKey: ((event: KeyboardEvent) => boolean) | null;
  /** null: there is nothing to open. */
  readonly open: (() => void) | null;
}

const noMenu: FieldMenuState = { typed: null, attributes: {}, onKey: null, open: null };

/** Between the message's field, which is there at once, and a menu over it, whose code comes late. */
export const fieldMenu = createStore<FieldMenuState>(() => noMenu);

export function resetFieldMenu(): void {
  fieldMenu.setState(noMenu);
}

/** A person typed into the field. */
export function tellTyped({ value: text, selectionStart: caret }: HTMLTextAreaElement): void {
  const typed = text.startsWith('/') ? { text, caret } : null;
  if (typed !== null || fieldMenu.getState().typed !== null) fieldMenu.setState({ typed });
}
