export const composerId = 'composer';
export const messagesId = 'messages';

/**
 * Where the focus goes when what had it is gone. On a touch screen the field would open the keyboard
 * over the page, so there it is the messages.
 */
export function homeElement(): HTMLElement | null {
  const messages = document.getElementById(messagesId);
  const field = composer();
  return isTouchScreen() ? (messages ?? field) : field;
}

/** Not where there is no pointer at all. */
export function isTouchScreen(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

export function focusHome(): void {
  homeElement()?.focus();
}

export function focusComposer(): void {
  composer()?.focus();
}

export function focusMessages(): void {
  document.getElementById(messagesId)?.focus();
}

function composer(): HTMLElement | null {
  return document.getElementById(composerId);
}
