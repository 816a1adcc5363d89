export const composerId = 'composer';
export const messagesId = 'messages';

/**
 * Where the focus goes when what had it is gone. On a touch screen the field would open the keyboard
 * over the page, so there it is the messages.
 */
export function homeElement(): HTMLElement | null {
  const field = document.getElementById(composerId);
  const messages = document.getElementById(messagesId);
  return matchMedia('(pointer: fine)').matches ? field : (messages ?? field);
}

export function focusHome(): void {
  homeElement()?.focus();
}
