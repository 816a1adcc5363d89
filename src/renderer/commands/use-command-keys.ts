import { useEffect } from 'react';
import { composerId } from '../chat/focus-home.ts';
import { commandFor } from './commands.ts';
import { closeOverlay, overlay } from './overlay.ts';
import { isMac } from './shortcut.ts';
import { useCommandScope } from './use-command-scope.ts';

const onMac = isMac(navigator.userAgent);

/** The keys of all commands, wherever the focus is. What is open in front of the page keeps its own. */
export function useCommandKeys(): void {
  const scopeOf = useCommandScope();

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // While an input method composes, keys are its own; 229 is what Safari says of them.
      if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
      const command = commandFor(event, onMac);
      if (command === undefined) return;
      if (command.id === 'palette' && overlay.getState().open === 'palette') {
        event.preventDefault();
        closeOverlay();
        return;
      }
      if (isPopupOpen() || (command.shortcut?.key === 'Escape' && isEditing(event.target))) return;
      // Not the browser's either, even if it makes no sense now.
      if (command.shortcut?.mod === true) event.preventDefault();
      const scope = scopeOf();
      if (command.isAvailable?.(scope) === false) return;
      event.preventDefault();
      command.run(scope);
    };
    // Before the popup that the key may close has gone.
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, [scopeOf]);
}

function isPopupOpen(): boolean {
  // Toasts are dialogs too, by their role, but stand in nobody's way; nor does what is on its way out.
  const popups = ':is([role=dialog]:not([data-toast]), [role=menu], [role=listbox])';
  return [...document.querySelectorAll(popups)].some(
    (popup) => popup.closest('[data-closed]') === null,
  );
}

/** A field with an end of its own, which Escape is: every one but the message's. */
function isEditing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.id !== composerId &&
    target.matches('input, textarea, select, [contenteditable]')
  );
}
