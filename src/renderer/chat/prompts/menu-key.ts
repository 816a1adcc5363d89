import type { PromptMenu } from './prompt-menu.ts';

type Key = Pick<
  KeyboardEvent,
  'key' | 'keyCode' | 'isComposing' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'
>;

/** What a key in the message's field does to the menu; false: it is the field's own. */
export function menuKey(menu: PromptMenu, event: Key): boolean {
  // While an input method composes, keys are its own; 229 is what Safari says of them.
  if (event.isComposing || event.keyCode === 229 || event.altKey) return false;
  const { step } = menu.store.getState();
  const { key, shiftKey } = event;
  const isPlain = !event.ctrlKey && !event.metaKey;
  if (key.toLowerCase() === 'z' && !isPlain && !shiftKey) return menu.undo();
  if (step.type === 'closed' || !isPlain) return false;
  if (step.type === 'filling') {
    if (key === 'Escape') menu.back();
    else if (key !== 'Enter' || shiftKey) return false;
    // What is in the field is on its way to become something else, and not to be sent.
    else if (step.prompt.arguments.length === 0) void menu.submit(); // keeps its error itself
    return true;
  }
  switch (key) {
    case 'ArrowDown':
    case 'ArrowUp':
      menu.move(key === 'ArrowDown' ? 1 : -1);
      return true;
    case 'Enter':
    case 'Tab':
      if (shiftKey) return false;
      menu.choose();
      return true;
    case 'Escape':
      menu.dismiss();
      return true;
    default:
      return false;
  }
}
