/** What a key in the composer means; null: it is the text field's own. */
export function composerKey(
  event: Pick<
    KeyboardEvent,
    'key' | 'keyCode' | 'isComposing' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'
  >,
  isRunning: boolean,
): 'send' | 'stop' | null {
  // While an input method composes, Enter and Escape are its own; 229 is what Safari says of them.
  if (event.isComposing || event.keyCode === 229) return null;
  if (event.key === 'Enter' && !event.shiftKey && !event.altKey) return 'send';
  if (event.key === 'Escape' && isRunning) return 'stop';
  return null;
}
